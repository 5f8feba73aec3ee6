//go:build !unix

package main

import "os/exec"

// asGroup does nothing: here a program ends alone.
func asGroup(*exec.Cmd) {}

// endGroup does nothing: there is no group.
func endGroup(*exec.Cmd) error { return nil }
