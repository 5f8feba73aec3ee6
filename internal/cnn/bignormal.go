package cnn

import (
	"math"
	"math/big"
)

// bigFar is from where on the fraction of bigTail is shorter than the series of
// bigMiddle.
const bigFar = 8

// BigDensity is φ(z) = e^(−z²/2)/√(2π) to the given number of bits.
func BigDensity(z *big.Float, bits uint) *big.Float {
	work := bits + 32
	square := new(big.Float).SetPrec(2*z.MinPrec()+work).Mul(z, z)
	square.SetMantExp(square, -1)
	d := BigExp(square.Neg(square), work)
	return d.Quo(d, bigRootTwoPi(work)).SetPrec(bits)
}

// BigPhi is Φ(z), the integral of φ up to z, to the given number of bits: ½ and
// what lies between 0 and z or, far from 0, what lies beyond z.
func BigPhi(z *big.Float, bits uint) *big.Float {
	x := new(big.Float).Abs(z)
	size, _ := x.Float64()
	if size < bigFar {
		work := bits + 64 + uint(2*size*size)
		middle := BigDensity(z, work)
		middle.Mul(middle, bigMiddle(z, work))
		return middle.Add(middle, big.NewFloat(0.5)).SetPrec(bits)
	}
	share := BigDensity(z, bits+32)
	share.Mul(share, bigTail(x, bits+32))
	if z.Sign() > 0 {
		share.Sub(bigNumber(bits+32, 1), share)
	}
	return share.SetPrec(bits)
}

// bigMiddle is (Φ(z) − ½)/φ(z) = z + z³/3 + z⁵/(3·5) + …
func bigMiddle(z *big.Float, bits uint) *big.Float {
	square := new(big.Float).SetPrec(bits).Mul(z, z)
	term := new(big.Float).SetPrec(bits).Set(z)
	sum := new(big.Float).SetPrec(bits).Set(z)
	for n := int64(3); term.Sign() != 0 && term.MantExp(nil) > sum.MantExp(nil)-int(bits); n += 2 {
		term.Mul(term, square)
		term.Quo(term, new(big.Float).SetInt64(n))
		sum.Add(sum, term)
	}
	return sum
}

// bigTail is (1 − Φ(x))/φ(x) = 1/(x + 1/(x + 2/(x + 3/(x + …)))) for x from
// bigFar on. After n steps it is off by less than e^(−1.5·x·√n), as the test of
// it shows.
func bigTail(x *big.Float, bits uint) *big.Float {
	size, _ := x.Float64()
	root := float64(bits) * math.Ln2 / (1.5 * size)
	below := new(big.Float).SetPrec(bits).Set(x)
	for n := int64(root*root) + 60; n >= 1; n-- {
		below.Quo(new(big.Float).SetPrec(bits).SetInt64(n), below)
		below.Add(below, x)
	}
	return below.Quo(bigNumber(bits, 1), below)
}

// bigRootTwoPi is √(2π), with π = 16·arctan(1/5) − 4·arctan(1/239) (Machin,
// 1706).
func bigRootTwoPi(bits uint) *big.Float {
	work := bits + 32
	pi := bigArctan(5, work)
	pi.SetMantExp(pi, 2)
	pi.Sub(pi, bigArctan(239, work))
	return pi.Sqrt(pi.SetMantExp(pi, 3)).SetPrec(bits) // 2π is 8 times what stands there
}

// bigArctan is arctan(1/n) = 1/n − 1/(3n³) + 1/(5n⁵) − …
func bigArctan(n int64, bits uint) *big.Float {
	power := bigNumber(bits, 1)
	power.Quo(power, bigNumber(bits, n))
	sum := new(big.Float).SetPrec(bits).Set(power)
	for k := int64(3); power.MantExp(nil) > -int(bits); k += 2 {
		power.Quo(power, bigNumber(bits, -n*n))
		sum.Add(sum, new(big.Float).Quo(power, bigNumber(bits, k)))
	}
	return sum
}
