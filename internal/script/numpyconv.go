package script

import (
	"fmt"

	"backprop/internal/cnn"
)

// grouped writes a convolution in groups: maps and kernels get an axis for these.
func (s *numpy) grouped(i int, l cnn.Conv) {
	k, out := s.parameter(i, 0), s.shape(i+1)
	g, maps := l.Parts(), l.Kernel.Shape[1]
	s.line("# %d groups: grouped%d[%sg, c, i, j, m, n] is what group g sees in its map c.", g, i, s.either("", "b, "))
	s.line("grouped%d = windows%d.reshape(%s%d, %d, *windows%d.shape[%s:])", i, i, s.either("", "-1, "), g, maps, i, s.either("1", "2"))
	s.line("%s_grouped = %s.reshape(%d, %d, *%s.shape[1:])", k, k, g, l.Kernel.Shape[0]/g, k)
	y := s.activation(i + 1)
	s.line(`%s = np.einsum("%s", grouped%d, %s_grouped)`, y, s.either("gcijmn,gocmn->goij", "bgcijmn,gocmn->bgoij"), i, k)
	s.line("%s = %s.reshape(%s%d, %d, %d) + %s[:, None, None]", y, y, s.either("", "-1, "), out[0], out[1], out[2], s.parameter(i, 1))
}

// stamped writes a transposed convolution: each place (m, n) of the kernel adds a
// map of terms to the result before it is cropped.
func (s *numpy) stamped(i int, l cnn.ConvTranspose) {
	w, in := l.Window(), s.shape(i)
	s.line("full%d = np.zeros(%s)  # with what is cropped later", i, s.fullShape(i, l))
	s.line("for m, n in np.ndindex(%d, %d):  # what (m, n) of each stamp falls on", w.Size.Down, w.Size.Across)
	s.line("    seen = np.s_[%s:, %s, %s]", s.either("", ":, "), every("m", in[1], w.Stride.Down), every("n", in[2], w.Stride.Across))
	s.line(`    full%d[seen] += np.einsum("%s", %s, %s[:, :, m, n])`, i, s.either("cij,co->oij", "bcij,co->boij"), s.activation(i), s.parameter(i, 0))
	s.line("%s = full%d[%s] + %s[:, None, None]", s.activation(i+1), i, s.crop(i, l), s.parameter(i, 1))
}

// fullShape is the shape of a transposed convolution's result before it is
// cropped, and crop the part that stays.
func (s *numpy) fullShape(i int, l cnn.ConvTranspose) string {
	out, p := s.shape(i+1), l.Pad
	return fmt.Sprintf("(%s%d, %d, %d)", s.either("", fmt.Sprintf("%d, ", s.pass.Network.Batch)), out[0], out[1]+p.Top+p.Bottom, out[2]+p.Left+p.Right)
}

func (s *numpy) crop(i int, l cnn.ConvTranspose) string {
	out, p := s.shape(i+1), l.Pad
	return fmt.Sprintf("%s:, %d:%d, %d:%d", s.either("", ":, "), p.Top, p.Top+out[1], p.Left, p.Left+out[2])
}

// every writes n numbers of an axis, from a place on, a stride apart.
func every(at string, n, stride int) string {
	if stride == 1 {
		return fmt.Sprintf("%s:%s + %d", at, at, n)
	}
	return fmt.Sprintf("%s:%s + %d:%d", at, at, (n-1)*stride+1, stride)
}
