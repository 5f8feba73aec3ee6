//go:build linux || darwin

package main

import "syscall"

// limitMemory keeps each program that is started from here on from taking the
// whole machine: a loop that was made endless may fill a list without end.
func limitMemory() error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_DATA, &limit); err != nil {
		return err
	}
	limit.Cur = min(limit.Cur, memory)
	return syscall.Setrlimit(syscall.RLIMIT_DATA, &limit)
}
