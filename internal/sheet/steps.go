package sheet

// steps are the words for each layer and loss, and the chapters about its
// way forward and its way back.
var steps = map[string]struct {
	title, forward, backward string
	there, back              int
}{
	"conv":                      {"convolution", "slide, multiply, add", "stamp the kernel", 2, 14},
	"conv1d":                    {"convolution along one axis", "slide, multiply, add", "stamp the kernel", 18, 18},
	"conv_transpose":            {"transposed convolution", "stamp the kernel", "slide, multiply, add", 18, 18},
	"maxpool":                   {"max pooling", "keep the winner", "to the winner", 4, 11},
	"avgpool":                   {"average pooling", "take the mean", "an equal part each", 17, 17},
	"maxpool1d":                 {"max pooling along one axis", "keep the winner", "to the winner", 18, 18},
	"avgpool1d":                 {"average pooling along one axis", "take the mean", "an equal part each", 18, 18},
	"relu":                      {"ReLU", "cut below 0", "through open gates", 3, 12},
	"leaky_relu":                {"leaky ReLU", "shrink below 0", "times the slope", 18, 18},
	"sigmoid":                   {"sigmoid", "squeeze between 0 and 1", "times the slope", 18, 18},
	"tanh":                      {"tanh", "squeeze between −1 and 1", "times the slope", 18, 18},
	"elu":                       {"ELU", "bend below 0", "times the slope", 18, 18},
	"softplus":                  {"softplus", "bend around 0", "times the slope", 18, 18},
	"silu":                      {"SiLU", "times its own sigmoid", "times the slope", 18, 18},
	"gelu":                      {"GELU", "times the share below", "times the slope", 18, 18},
	"batchnorm":                 {"batch normalization", "to mean 0, deviation 1", "three paths", 18, 18},
	"dropout":                   {"dropout", "drop, or scale", "the same mask", 18, 18},
	"add":                       {"add", "add what was earlier", "to both, as it is", 18, 18},
	"flatten":                   {"flatten", "line up", "put back", 5, 10},
	"dense":                     {"fully connected", "weigh and add", "times Wᵀ", 6, 9},
	"softmax":                   {"softmax", "shares of 1", "p − y", 7, 8},
	"log_softmax":               {"log-softmax", "logarithms of shares of 1", "less eᵃ times their sum", 18, 18},
	"cross_entropy":             {"cross entropy", "−ln p", "", 7, 8},
	"nll":                       {"negative log-likelihood", "minus the true one", "−y", 18, 18},
	"binary_cross_entropy":      {"binary cross entropy", "−ln a, or −ln(1 − a)", "−y/a + (1 − y)/(1 − a)", 18, 18},
	"mean_binary_cross_entropy": {"mean binary cross entropy", "the mean of −ln a, or −ln(1 − a)", "−y/a + (1 − y)/(1 − a), over n", 18, 18},
	"hinge":                     {"hinge", "by how much the lead falls short", "1 where it does", 18, 18},
	"squared_error":             {"squared error", "square and add", "twice the difference", 18, 18},
	"half_squared_error":        {"half squared error", "square, add, halve", "the difference", 18, 18},
	"mean_squared_error":        {"mean squared error", "square, take the mean", "the difference, 2/n", 18, 18},
}

// kernelBack is the chapter about the gradients of a kernel and its bias. What
// other layers learn is in the chapter about their way back.
const kernelBack = 13
