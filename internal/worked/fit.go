package worked

// frontFits runs the convolution and the pooling, and gives up at the first
// thing that does not fit.
func (d *draft) frontFits() bool {
	zeros := 0
	for _, row := range d.x {
		for _, x := range row {
			if x == 0 {
				zeros++
			}
		}
	}
	if zeros > 5 || d.k[0][1] == d.k[1][0] || d.k[0][0] == d.k[1][1] {
		return false
	}
	for i := range d.z {
		for j := range d.z[i] {
			sum := d.b
			for m := range d.k {
				for n := range d.k[m] {
					sum += d.x[i+m][j+n] * d.k[m][n]
				}
			}
			if sum == 0 {
				return false
			}
			d.z[i][j] = sum
		}
	}
	return d.windowsFit()
}

// sumTells reports whether the weights of the kernel add up to neither 0 nor
// 1. It is asked last, so that a seed whose network always had such a kernel
// still means that network.
func (d *draft) sumTells() bool {
	sum := d.k[0][0] + d.k[0][1] + d.k[1][0] + d.k[1][1]
	return sum != 0 && sum != 100
}

// windowsFit looks for one dead window and three winners at three places of
// their windows, with no zero under the kernel at any of them. The features
// all differ, and none is so large that it alone would decide.
func (d *draft) windowsFit() bool {
	d.dead = -1
	var places, features []int64
	for window := range 4 {
		var live []int64
		winner, place := int64(0), 0
		for cell := range 4 {
			i, j := 2*(window/2)+cell/2, 2*(window%2)+cell%2
			z := d.z[i][j]
			if z < 0 {
				continue
			}
			if crowded(live, z, 1) {
				return false
			}
			live = append(live, z)
			if z > winner {
				winner, place = z, cell
				d.won[window] = [2]int{i, j}
			}
		}
		d.f[window] = winner
		if winner == 0 {
			if d.dead >= 0 {
				return false
			}
			d.dead = window
			continue
		}
		if winner > 600 || crowded(places, int64(place), 1) || crowded(features, winner, 1) {
			return false
		}
		places, features = append(places, int64(place)), append(features, winner)
		for cell := range 4 {
			if d.x[d.won[window][0]+cell/2][d.won[window][1]+cell%2] == 0 {
				return false
			}
		}
	}
	return d.dead >= 0
}

// whole is 1 in the unit of probabilities and errors.
const whole = 1_000_000_000

// headFits runs the rest of the network forward and backward. Its bounds are
// tighter than those of Check by more than the powers are off.
func (d *draft) headFits() bool {
	p := d.probabilities()
	for i := range p {
		if p[i] < whole*8/100 || crowded(p[:i], p[i], whole*3/100) {
			return false
		}
	}
	p[d.target] -= whole // ∂L/∂s
	const ten = 10 * whole
	var dp [4]int64        // ∂L/∂P, in the unit of ten
	positive, live := 0, 3 // errors that reach an open gate
	for j := range dp {
		for i := range p {
			dp[j] += d.w[i][j] * p[i]
		}
		if size(dp[j]) < ten*3/100 || crowded(dp[:j], dp[j], ten*2/1000) {
			return false
		}
		if dp[j] > 0 && j != d.dead {
			positive++
		}
	}
	if positive == 0 || positive == live {
		return false
	}
	var sizes []int64 // of ∂L/∂K
	bias := int64(0)
	for cell := range 4 {
		sum := int64(0)
		for window, at := range d.won {
			if window != d.dead {
				sum += dp[window] * d.x[at[0]+cell/2][at[1]+cell%2]
			}
		}
		if size(sum) < ten/100 || crowded(sizes, size(sum), ten*2/1000) {
			return false
		}
		sizes = append(sizes, size(sum))
		if cell != d.dead {
			bias += dp[cell]
		}
	}
	return size(bias) >= ten/100
}

// probabilities is the softmax of the scores, in billionths. A power e^−d of
// d thousandths is d times e^−0.001, which is 0.999000500 to nine decimals:
// right to a millionth. Below e^−5 a class is too near 0 in any case, and its
// power is left there.
func (d *draft) probabilities() []int64 {
	var s [3]int64 // scores, thousandths
	for i := range s {
		s[i] = 100 * d.c[i]
		for j, f := range d.f {
			s[i] += d.w[i][j] * f
		}
	}
	top := max(s[0], s[1], s[2])
	powers, total := make([]int64, len(s)), int64(0)
	for i := range s {
		power := int64(whole)
		for range min(top-s[i], 5000) {
			power = power * 999_000_500 / whole
		}
		powers[i] = power
		total += power
	}
	for i := range powers {
		powers[i] = powers[i] * whole / total
	}
	return powers
}

// crowded reports whether one of the values is nearer to v than the distance.
func crowded(values []int64, v, distance int64) bool {
	for _, w := range values {
		if size(v-w) < distance {
			return true
		}
	}
	return false
}

func size(v int64) int64 { return max(v, -v) }
