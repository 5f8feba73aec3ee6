package site

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestFindInTheBook: what students type finds a section that answers it among
// the first three. The index is that of the rendered book.
func TestFindInTheBook(t *testing.T) {
	tests := []struct {
		query string
		want  []string // pages, or sections of pages
	}{
		{"fully connected to pooling gradient", []string{"09-fully-connected-backward.html", "10-flatten-backward.html"}},
		{"how to differentiate max", []string{"11-max-pooling-backward.html"}},
		{"flatten layer derivative", []string{"10-flatten-backward.html"}},
		{"flatten order channels_first", []string{"05-flatten.html", "10-flatten-backward.html"}},
		{"derivative of error with respect to input of convolution stride", []string{"17-channels-padding-stride.html#stride-backward"}},
		{"which padding for backward convolution", []string{"17-channels-padding-stride.html#padding-backward"}},
		{"update bias cnn average", []string{"13-convolution-backward-kernel.html#the-bias"}},
		{"multiple filters input gradient", []string{"17-channels-padding-stride.html#channels-backward-the-input"}},
		{"error with respect to filter weights", []string{"13-convolution-backward-kernel.html", "17-channels-padding-stride.html#channels-backward-the-kernels"}},
		{"partial derivative with respect to x", []string{"14-convolution-backward-input.html", "17-channels-padding-stride.html#channels-backward-the-input"}},
		{"how to propagate error delta cnn", []string{"13-convolution-backward-kernel.html", "14-convolution-backward-input.html"}},
		{"kernel gradient sparse error map", []string{"13-convolution-backward-kernel.html"}},
		{"gradient of input convolution", []string{"14-convolution-backward-input.html"}},
		{"max pooling mask 1", []string{"11-max-pooling-backward.html"}},
		{"old weights or new weights", []string{"09-fully-connected-backward.html#old-weights-or-new-ones"}},
		{"two equal maximums", []string{"11-max-pooling-backward.html#an-untidy-example", "04-max-pooling.html#ties"}},
		{"gradient overlapping regions", []string{"11-max-pooling-backward.html#an-untidy-example"}},
		{"should it have a rot180", []string{"14-convolution-backward-input.html#where-the-rotation-comes-from"}},
		{"rotated kernel", []string{"14-convolution-backward-input.html#where-the-rotation-comes-from"}},
		{"sum of p times y", []string{"08-softmax-cross-entropy-backward.html"}},
		{"cross entropy derivative -y/p", []string{"08-softmax-cross-entropy-backward.html"}},
		{"backpropagation for bias", []string{"13-convolution-backward-kernel.html#the-bias", "16-training.html#the-gradient-of-a-batch"}},
		{"weights only decrease relu", []string{"12-relu-backward.html"}},
		{"row or column vector", []string{"09-fully-connected-backward.html#why-transposed", "09-fully-connected-backward.html#if-your-vectors-are-rows-numpy-and-keras"}},
		{"create_mask_from_window distribute_value", []string{"17-channels-padding-stride.html#average-pooling", "11-max-pooling-backward.html"}},
		{"argmax mask", []string{"11-max-pooling-backward.html"}},
		{"mini batch", []string{"16-training.html#the-gradient-of-a-batch"}},
		{"dying relu", []string{"11-max-pooling-backward.html#the-dead-window", "16-training.html"}},
		{"backpropogation", []string{"08-softmax-cross-entropy-backward.html", "09-fully-connected-backward.html", "01-network.html"}},
		{"numerical gradient", []string{"15-gradient-check.html"}},
		{"finite differences", []string{"15-gradient-check.html"}},
		{"loss not decreasing", []string{"16-training.html#my-loss-does-not-fall"}},
		{"divide by batch size", []string{"16-training.html#the-gradient-of-a-batch"}},
		{"gradient of filter", []string{"13-convolution-backward-kernel.html"}},
		{"overlapping windows", []string{"11-max-pooling-backward.html#an-untidy-example"}},
		{"conv2d backward", []string{"13-convolution-backward-kernel.html", "14-convolution-backward-input.html"}},
		{"python", []string{"14-convolution-backward-input.html#the-whole-backward-pass-in-one-function", "01-network.html#the-whole-forward-pass-in-loops"}},
		{"numpy code backward pass", []string{"14-convolution-backward-input.html#the-whole-backward-pass-in-one-function"}},
		{"from fully connected back to the kernel", []string{"14-convolution-backward-input.html#the-whole-backward-pass-in-one-function"}},
		{"my gradient is zero", []string{"15-gradient-check.html#my-gradient-is-0"}},
		{"hadamard product", []string{"12-relu-backward.html#all-cells"}},
		{"elementwise product", []string{"12-relu-backward.html#all-cells"}},
		{"relu derivative", []string{"12-relu-backward.html"}},
		{"softmax derivative", []string{"08-softmax-cross-entropy-backward.html"}},
		{"sigmoid derivative", []string{"18-any-network.html#curves"}},
		{"vanishing gradient", []string{"16-training.html#a-gradient-that-vanishes", "18-any-network.html#curves"}},
		{"dilated convolution backward", []string{"17-channels-padding-stride.html#dilation-and-groups"}},
		{"depthwise convolution gradient", []string{"17-channels-padding-stride.html#dilation-and-groups"}},
		{"rotate the kernel", []string{"14-convolution-backward-input.html"}},
		{"cheat sheet", []string{"cheat-sheet.html"}},
		{"formula sheet", []string{"cheat-sheet.html"}},
		{"slides", []string{"slides.html"}},
		{"powerpoint", []string{"slides.html"}},
		{"worksheet for my class", []string{"teaching.html#worksheets"}},
		{"lesson plan", []string{"teaching.html"}},
		{"moodle", []string{"teaching.html#systems"}},
		{"marks for a class", []string{"teaching.html#marking", "19-common-mistakes.html"}},
	}
	index, err := os.ReadFile("../../docs/assets/search-index.js")
	if err != nil {
		t.Fatal(err)
	}
	var queries []string
	for _, tt := range tests {
		queries = append(queries, tt.query)
	}
	have := inNode(t, string(index), queries, `found.slice(0, 3).map((s) => s.to).join(" ")`)
	for i, tt := range tests {
		answers := slices.ContainsFunc(strings.Fields(have[i]), func(to string) bool {
			page, _, _ := strings.Cut(to, "#")
			return slices.Contains(tt.want, to) || slices.Contains(tt.want, page)
		})
		if !answers {
			t.Errorf("%q finds %s; none of them is one of %q", tt.query, have[i], tt.want)
		}
	}
}
