package main

import (
	"fmt"
	"io"
	"net/http"
	"time"
)

const (
	// heartbeat is how often the stream says that it is there: a browser that
	// vanished is noticed when nobody takes the words.
	heartbeat = 15 * time.Second
	// sendLimit is how long a browser may take to read an event.
	sendLimit = 5 * time.Second
)

// stream sends an event when the version on the shelf is not the one that the
// browser shows, until the browser leaves. It waits for nobody but its own
// browser, and of several versions that came meanwhile it tells the last.
func (s *shelf) stream(w http.ResponseWriter, r *http.Request) {
	if !isOwnPage(r) {
		http.Error(w, "the reload stream is for the book's own pages", http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	control := http.NewResponseController(w)
	send := func(text string) bool {
		if control.SetWriteDeadline(time.Now().Add(sendLimit)) != nil {
			return false
		}
		if _, err := io.WriteString(w, text); err != nil {
			return false
		}
		return control.Flush() == nil
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	version, changed := s.now()
	shown := r.URL.Query().Get("version")
	if shown == "" {
		shown = version
	}
	// The greeting: who has read it misses no version.
	if !send("retry: 1000\n\n") {
		return
	}
	for {
		if version != shown {
			if !send(fmt.Sprintf("data: %s\n\n", version)) {
				return
			}
			shown = version
		}
		select {
		case <-r.Context().Done():
			return
		case <-changed:
			version, changed = s.now()
		case <-beat.C:
			if !send(": still here\n\n") {
				return
			}
		}
	}
}
