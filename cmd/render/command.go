package main

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"
	"unicode"
)

// holdLimit is how long what a program started may hold on to its output
// after its end.
const holdLimit = 500 * time.Millisecond

// command is a program that ends with the context, together with all that it
// started.
func command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.WaitDelay = holdLimit
	asGroup(cmd)
	return cmd
}

// A head keeps the beginning of what is written to it and counts the rest.
type head struct {
	text []byte
	more int
}

// headSize is enough for a message, and for a panic with its first frames.
const headSize = 4 << 10

func (h *head) Write(data []byte) (int, error) {
	kept := min(len(data), headSize-len(h.text))
	h.text = append(h.text, data[:kept]...)
	h.more += len(data) - kept
	return len(data), nil
}

// String is the text as a page and a terminal can show it.
func (h *head) String() string {
	text := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return unicode.ReplacementChar
		}
		return r
	}, strings.TrimSpace(string(h.text)))
	if h.more > 0 {
		text += fmt.Sprintf(" … and %d bytes more", h.more)
	}
	return text
}
