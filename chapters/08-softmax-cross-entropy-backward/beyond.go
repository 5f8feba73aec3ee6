package main

import "fmt"

// outOfReach says what becomes of the long route where the scores are
// so far apart that float64 takes the probability of the true class t
// for 0.
func outOfReach(t int) string {
	return fmt.Sprintf(`In this network the product cannot be computed.
The scores are so far apart that $p_{%d}$, the probability of the true
class, is smaller than anything a float64 can hold, and $1/p_{%[1]d}$ is
larger. The computer would have to multiply an infinity by a slope of 0,
and that is not a number. On paper nothing is wrong: the two factors
cancel, as the next section shows, and leave $p - y$.`, t)
}
