package witness

// softplus is ln(1 + e^z), and z + softplus(−z) where z is positive. With
// s = e/(2 + e) and e = e^z, at most 1, it is 2(s + s³/3 + s⁵/5 + …), which
// keeps all digits also where e is far below 1.
func (t *tape) softplus(z *node) *node {
	if z.value.Sign() > 0 {
		return t.add(z, t.softplus(t.mul(t.leaf(-1), z)))
	}
	e := t.exp(z)
	s := t.div(e, t.add(t.leaf(2), e))
	square := t.mul(s, s)
	sum, power := s, s
	for n := 3; power.value.size() > s.value.size()-Digits; n += 2 {
		power = t.mul(power, square)
		sum = t.add(sum, t.div(power, t.leaf(float64(n))))
	}
	return t.mul(t.leaf(2), sum)
}
