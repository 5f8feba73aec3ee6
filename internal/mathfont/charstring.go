package mathfont

import (
	"errors"
	"fmt"
)

// The operators of a charstring that are not copied as they are.
const (
	hstem, vstem, hstemhm, vstemhm = 1, 3, 18, 23
	hintmask, cntrmask             = 19, 20
	callLocal, callGlobal          = 10, 29
	returns, endchar               = 11, 14
	flexes, lastFlex               = 34, 37 // behind the escape
)

// deepest is how deep subroutines may call each other, and longest how many
// numbers and operators an outline may have with them.
const (
	deepest = 10
	longest = 1 << 16
)

// flatten writes a charstring without subroutines: what they hold stands in
// place of each call.
func flatten(charstring []byte, local, global [][]byte) ([]byte, error) {
	f := flattener{local: local, global: global}
	if err := f.run(charstring, 0); err != nil {
		return nil, err
	}
	if !f.ended {
		return nil, errors.New("it does not end")
	}
	return f.out.data, nil
}

// A flattener follows a charstring as far as it must to know how many numbers
// wait for an operator, and how many bytes a mask of hints has.
type flattener struct {
	local, global [][]byte
	out           writer
	waiting       []operand
	stems         int
	steps         int
	ended         bool
}

// An operand is a number that waits for an operator.
type operand struct {
	value int
	at    int // where it stands in out
}

func (f *flattener) run(charstring []byte, depth int) error {
	if depth > deepest {
		return fmt.Errorf("its subroutines call each other more than %d deep", deepest)
	}
	v := newView(charstring)
	copied := func(at, n int) int {
		f.out.raw(v.bytes(at, n))
		return at + n
	}
	for at := 0; at < len(charstring) && !f.ended && !*v.fault; {
		if f.steps++; f.steps > longest {
			return fmt.Errorf("it takes more than %d steps", longest)
		}
		n, size := shortNumber(v, at)
		b := v.u8(at)
		if b == 255 { // a number with a fraction
			n, size = int(int32(v.u32(at+1)))>>16, 5
		}
		if size > 0 {
			f.waiting = append(f.waiting, operand{n, len(f.out.data)})
			at = copied(at, size)
			continue
		}
		switch b {
		case callLocal, callGlobal:
			list := f.local
			if b == callGlobal {
				list = f.global
			}
			if err := f.call(list, depth); err != nil {
				return err
			}
			at++
			continue
		case returns:
			return sound(v, "CFF ")
		case hstem, vstem, hstemhm, vstemhm:
			f.stems += len(f.waiting) / 2
			at = copied(at, 1)
		case hintmask, cntrmask:
			f.stems += len(f.waiting) / 2 // the last stems need no operator
			at = copied(at, 1+(f.stems+7)/8)
		case opEscape:
			if second := v.u8(at + 1); second < flexes || second > lastFlex {
				return fmt.Errorf("its operator 12 %d is not read", second)
			}
			at = copied(at, 2)
		case endchar:
			at = copied(at, 1)
			f.ended = true
		default:
			at = copied(at, 1)
		}
		f.waiting = f.waiting[:0]
	}
	return sound(v, "CFF ")
}

// call puts a subroutine in place of its number.
func (f *flattener) call(list [][]byte, depth int) error {
	if len(f.waiting) == 0 {
		return errors.New("it calls a subroutine without a number")
	}
	bias := 107
	if len(list) >= 1240 {
		bias = 1131
	}
	if len(list) >= 33900 {
		bias = 32768
	}
	last := f.waiting[len(f.waiting)-1]
	called := last.value + bias
	if called < 0 || called >= len(list) {
		return fmt.Errorf("it calls the subroutine %d of %d", called, len(list))
	}
	f.waiting = f.waiting[:len(f.waiting)-1]
	f.out.data = f.out.data[:last.at]
	return f.run(list[called], depth+1)
}
