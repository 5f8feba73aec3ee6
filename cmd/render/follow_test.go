package main

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
)

func TestAffected(t *testing.T) {
	p := &press{root: "/book", chapters: []string{"01-a", "02-b"}}
	chapter := func(parts ...string) string { return filepath.Join(append([]string{"/book", "chapters"}, parts...)...) }
	for _, test := range []struct {
		change change
		want   []string
	}{
		{change{files: []string{chapter("01-a", "main.go")}}, []string{"01-a"}},
		{change{files: []string{chapter("01-a", "main.go"), chapter("01-a", "words.go"), chapter("02-b", "main.go")}}, []string{"01-a", "02-b"}},
		{change{files: []string{chapter("01-a", "main_test.go")}}, nil},
		{change{files: []string{filepath.Join("/book", "internal", "cnn", "conv.go")}}, []string{"01-a", "02-b"}},
		{change{files: []string{chapter("01-a", "main.go"), filepath.Join("/book", "go.mod")}}, []string{"01-a", "02-b"}},
		{change{files: []string{"/elsewhere/net.json"}}, []string{"01-a", "02-b"}},
		{change{everything: true}, []string{"01-a", "02-b"}},
		{change{}, nil},
	} {
		if have := p.affected(test.change); !slices.Equal(have, test.want) {
			t.Errorf("%v: have %v, want %v", test.change, have, test.want)
		}
	}
}

// TestFollow changes sources before, during and after a render. Each render
// notes what it was asked for, and holds on until it is let go or ended.
func TestFollow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		changes := make(chan change)
		begun := make(chan change)
		letGo := make(chan bool)
		finished := make(chan change, 10)
		result := make(chan error)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go func() {
			result <- follow(ctx, changes, func(ctx context.Context, c change) {
				begun <- c
				select {
				case <-letGo:
					finished <- c
				case <-ctx.Done():
				}
			})
		}()
		begins := func(want change) {
			t.Helper()
			have := <-begun
			if have.everything != want.everything || !slices.Equal(have.files, want.files) {
				t.Errorf("rendering %v, want %v", have, want)
			}
		}
		begins(change{everything: true})
		changes <- change{files: []string{"a"}} // while everything is rendered
		begins(change{everything: true, files: []string{"a"}})
		letGo <- true
		synctest.Wait()
		changes <- change{files: []string{"a", "b"}}
		begins(change{files: []string{"a", "b"}})
		changes <- change{files: []string{"b", "c"}}
		begins(change{files: []string{"a", "b", "c"}})
		letGo <- true
		synctest.Wait()
		if len(finished) != 2 {
			t.Errorf("have %d renders finished, want 2", len(finished))
		}
		changes <- change{files: []string{"d"}}
		begins(change{files: []string{"d"}})
		close(changes) // and the render that is running ends
		if err := <-result; err != nil {
			t.Errorf("have %v", err)
		}
	})
}
