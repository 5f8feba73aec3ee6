// Package networks holds the example networks as files, and the one that the book
// is about for who imports it: what is printed in every chapter follows from
// worked-example.json.
package networks

import _ "embed"

// WorkedExample is worked-example.json.
//
//go:embed worked-example.json
var WorkedExample []byte
