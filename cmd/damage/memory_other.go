//go:build !linux && !darwin

package main

// limitMemory does nothing where a process has no such limit.
func limitMemory() error { return nil }
