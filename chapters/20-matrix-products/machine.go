package main

import (
	"os"
	"runtime"
	"strings"
	"time"
)

// A machine is where and when times were measured.
type machine struct {
	Processor string `json:"processor"`
	Cores     int    `json:"cores"`
	System    string `json:"system"` // such as linux/amd64
	Go        string `json:"go"`
	Date      string `json:"date"`
}

func thisMachine() machine {
	return machine{
		Processor: processor(),
		Cores:     runtime.NumCPU(),
		System:    runtime.GOOS + "/" + runtime.GOARCH,
		Go:        runtime.Version(),
		Date:      time.Now().Format(time.DateOnly),
	}
}

// processor is the name that the system gives to its first processor, or the
// architecture where it gives none.
func processor() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}
