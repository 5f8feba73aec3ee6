package measure

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// A Machine is where and when times were measured.
type Machine struct {
	Processor string `json:"processor"`
	System    string `json:"system"` // such as linux/amd64
	Go        string `json:"go"`
	Date      string `json:"date"`
}

// String names the machine in a sentence.
func (m Machine) String() string {
	return fmt.Sprintf("%s, %s, %s, on %s", m.Processor, m.System, m.Go, m.Date)
}

func thisMachine() Machine {
	return Machine{
		Processor: processor(),
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
