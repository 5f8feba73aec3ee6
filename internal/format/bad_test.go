package format

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// everyOp is how an error lists the kinds of layers.
var everyOp = either(ops())

// badFiles holds, for each file of testdata/bad, the whole error that reading
// it gives. Each file breaks one rule.
var badFiles = []string{
	// What is not JSON, or not strict enough.
	`empty.json:1: the file is empty, expected an object in braces; was it saved?`,
	`not-an-object.json: found an array, expected a network as an object {"input": …, "layers": …}`,
	`unknown-key.json: key "seed" is not known here; use "name", "input", "batch", "layers", "loss", "upstream", "learning_rate" or "weight_decay"`,
	`key-in-capitals.json: key "Input" is not known here; use "name", "input", "batch", "layers", "loss", "upstream", "learning_rate" or "weight_decay"`,
	`repeated-key.json: key "input" stands here twice; keep one`,
	`repeated-key-escaped.json: key "input" stands here twice; keep one`,
	`trailing-text.json:5: found "{" after the end of the network; remove what follows the last brace`,
	`number-too-large.json: layer 0 (conv): kernel: element [1][0]: 1e999 is too large for float64; write a number between -1.7e308 and 1.7e308`,
	`number-too-small.json: input: element 1: 1.5e-400 is too small for float64 and would become 0; write 0 or a number beyond 5e-324`,
	`number-nan.json:2: found "NaN", expected a value; only finite numbers can be computed with`,
	`number-plus.json:2: found "+", expected a value; leave the plus sign out`,
	`number-leading-zero.json:2: the number 01 begins with a zero; remove it`,
	`number-point.json:2: found ".", expected a value; write a digit before the point, as in 0.5`,
	`number-trailing-point.json:2: the number 5. ends with a point; write a digit after it`,
	`number-empty-exponent.json:2: the number 5e has no digits in its exponent; write them, as in 1e-3`,
	`number-minus-alone.json:2: found a minus sign without a digit after it; write numbers as in -0.5`,
	`loss-target-class.json: loss: target: found 2, expected one number for each output; write [2] for one output, or [0, 0, 1] for class 2 of 3`,
	`loss-target-class-0.json: loss: target: found 0, expected one number for each output; write [0] for one output, or [1, 0] for class 0 of 2`,
	`loss-target-number.json: loss: target: found -1.5, expected the class as a whole number from 0, or one share for each class`,
	`number-hexadecimal.json:2: found "x", expected "," or "]"`,
	`trailing-comma.json:2: found a comma before "]"; remove it`,
	`missing-comma.json:3: found "2", expected "," or "]"`,
	`comment.json:2: found "/", expected "," or "}"`,
	`single-quotes.json:1: found "'", expected a key in double quotes`,
	`missing-colon.json:1: found "[" after the key "input", expected ":"`,
	`ends-early.json:4: the file ends before a closing "}"; add what is missing`,
	`ends-in-array.json:3: the file ends before a closing "]"; add what is missing`,
	`ends-in-string.json:2: the string that begins here does not end; close it with a double quote`,
	`string-line-break.json:2: found "\n" in a string; close the string before it, or write it as an escape, \n`,
	`string-escape.json:2: found "x" after a backslash in a string; write a backslash itself as \\`,
	`string-half-character.json:2: found \ud83d, which is half of a character; write the character itself`,
	`string-unicode-escape.json:2: found \u without four hexadecimal digits after it; write it as in \u00e9`,
	`string-not-utf-8.json:2: found the byte 0xe9 in a string, which is not UTF-8; save the file as UTF-8`,
	`nested-too-deep.json:3: arrays and objects are nested more than 10 deep; nothing in a network is`,
	// What a file must have.
	`input-missing.json: key "input" is missing; add it as a vector [n], a map [H][W] or maps [C][H][W]`,
	`layers-missing.json: key "layers" is missing; add it as an array of objects such as {"op": "relu"}`,
	`layers-empty.json: the network has 0 layers; it needs at least one and at most 1000`,
	`layers-not-an-array.json: layers: found an object, expected an array of objects such as {"op": "relu"}`,
	`layer-not-an-object.json: layer 1: found a string, expected an object such as {"op": "relu"}`,
	`op-missing.json: layer 1: key "op" is missing; add it as the kind of the layer: ` + everyOp,
	`op-not-a-string.json: layer 0: op: found a number, expected the kind of the layer: ` + everyOp,
	`op-unknown.json: layer 0: op "pool" is not known; use ` + everyOp,
	`name-not-a-string.json: name: found a number, expected a name in double quotes`,
	`both-loss-and-upstream.json: the network has both a loss and an upstream gradient; keep one`,
	`learning-rate-a-string.json: learning_rate: found a string, expected a number`,
	// Tensors.
	`input-a-number.json: input: found a number, expected a vector [n], a map [H][W] or maps [C][H][W]`,
	`input-empty.json: input: found an empty array, expected a vector [n], a map [H][W] or maps [C][H][W]`,
	`input-empty-row.json: input: element 1 is an empty array, expected numbers in it`,
	`input-too-deep.json: input: the numbers stand in more than 3 arrays, expected a vector [n], a map [H][W] or maps [C][H][W]; several examples are given as "batch": [{"input": …, "target": …}, …] in place of "input"`,
	`input-null.json: input: element [1][1] is null, expected a number`,
	`input-string.json: input: element 1 is a string, expected a number`,
	`input-boolean.json: input: element 1 is true, expected a number`,
	`input-object.json: input: element 0 is an object, expected a number`,
	`input-ragged.json: input: row 1 has 3 numbers, row 0 has 2; make all rows equally long`,
	`input-ragged-maps.json: input: plane 1 has 1 row, plane 0 has 2; make all planes equally high`,
	`input-ragged-row-in-map.json: input: row [1][1] has 1 number, row [0][0] has 2; make all rows equally long`,
	`input-number-among-rows.json: input: element 1 is a number, expected an array like those before it`,
	`input-row-among-numbers.json: input: element 1 is an array, expected a number`,
	// Layers.
	`conv-kernel-missing.json: layer 0 (conv): key "kernel" is missing; add it as kernels [O][C][kh][kw] or one [kh][kw]`,
	`conv-kernel-one-axis.json: layer 0 (conv): kernel: the numbers stand in 1 array, expected kernels [O][C][kh][kw] or one [kh][kw]`,
	`conv-kernel-three-axes.json: layer 0 (conv): kernel: the numbers stand in 3 arrays, expected kernels [O][C][kh][kw] or one [kh][kw]`,
	`conv-kernel-ragged.json: layer 0 (conv): kernel: row 1 has 3 numbers, row 0 has 2; make all rows equally long`,
	`conv-kernel-ragged-kernels.json: layer 0 (conv): kernel: kernel 1 has 2 planes, kernel 0 has 1; give all kernels equally many planes`,
	`conv-kernel-null.json: layer 0 (conv): kernel: element [0][0][0][1] is null, expected a number`,
	`conv-kernel-channels.json: layer 0 (conv): the kernel reads 2 channels, but the input has 1; give each kernel one plane for each input channel, or where the file has the kernel as [kh][kw][C][O], say "layout": "HWCO"`,
	`conv-kernel-larger-than-input.json: layer 0 (conv): the window is 1×4, larger than its padded input of 3×3; make the window smaller or pad more`,
	`conv-bias-length.json: layer 0 (conv): bias: found 2 numbers, but the kernel makes 1 map; give one number for each map`,
	`conv-bias-a-number.json: layer 0 (conv): bias: found a number, expected a vector [n], one number for each output; write [1] for one output`,
	`conv-bias-a-number-for-two.json: layer 0 (conv): bias: found a number, expected a vector [n], one number for each output; write [0.50, 0.50]`,
	`dense-bias-a-number-for-seven.json: layer 0 (dense): bias: found a number, expected a vector [n], one number for each output; write it 7 times in brackets, as the weights have 7 rows`,
	`conv-bias-false.json: layer 0 (conv): bias: found false, expected a vector [n], one number for each output; without a bias leave the key out`,
	`conv-unknown-key.json: layer 0 (conv): key "size" is not known here; use "op", "kernel", "layout", "bias", "stride", "dilation", "groups" or "pad"`,
	`conv-repeated-key.json: layer 0 (conv): key "bias" stands here twice; keep one`,
	`conv-stride-zero.json: layer 0 (conv): stride: found 0, expected a whole number from 1 to 1000000`,
	`conv-stride-fraction.json: layer 0 (conv): stride: found 1.5, expected a whole number from 1 to 1000000`,
	`conv-stride-three-numbers.json: layer 0 (conv): stride: found an array of more than 2 elements, expected n or [down, across]`,
	`conv-pad-negative.json: layer 0 (conv): pad: element 1: found -1, expected a whole number from 0 to 1000000`,
	`conv-pad-two-numbers.json: layer 0 (conv): pad: found an array of 2 elements, expected n, [top, left, bottom, right] or "same"; write [1, 1, 1, 1] for 1 at the top and the bottom and 1 at the left and the right`,
	`conv-pad-too-large.json: layer 0 (conv): pad: found 1e9, expected a whole number from 0 to 1000000`,
	`conv-reads-vector.json: layer 0 (conv): a window slides over maps [C][H][W], but the input has shape 3; give the input rows and columns, or move the layer before the flatten`,
	`conv-output-too-large.json: layer 0 (conv): shape 1×1203×1203 has more than 1000000 elements; make it smaller`,
	`conv-too-many-links.json: layer 1 (conv): 10825668 links; a layer may have at most 10000000, make it smaller`,
	`conv-transpose-output-pad.json: layer 0 (conv_transpose): output_pad [0, 2] beside the stride [2, 2]: each must be from 0 to one less than the stride, since a whole stride more is one input cell more`,
	`conv-transpose-channels.json: layer 0 (conv_transpose): the kernel reads 1 channel, but the input has 2; its first axis counts the input's channels, as in [C][O][kh][kw], or where these are 2 examples of one channel each, give them as "batch": [{"input": …}, …]`,
	`conv-transpose-crop.json: layer 0 (conv_transpose): pad [2, 0, 1, 0] crops everything: there are 3 rows and 3 columns; crop fewer`,
	`conv-transpose-bias.json: layer 0 (conv_transpose): bias: found 2 numbers, but the kernel makes 1 map; give one number for each map`,
	`conv-transpose-reads-vector.json: layer 0 (conv_transpose): a transposed convolution reads maps [C][H][W], but the input has shape 3; give the input rows and columns, or move the layer before the flatten`,
	`conv-transpose-kernel-missing.json: layer 0 (conv_transpose): key "kernel" is missing; add it as kernels [C][O][kh][kw] or one [kh][kw]`,
	`conv1d-kernel-two-axes.json: layer 0 (conv1d): kernel: the numbers stand in 2 arrays, expected kernels [O][C][k] or one [k]`,
	`conv1d-stride-two-numbers.json: layer 0 (conv1d): stride: found an array, expected one number n in whole numbers from 1 to 1000000`,
	`conv1d-pad-four-numbers.json: layer 0 (conv1d): pad: found an array of more than 2 elements, expected n, [before, after] or "same"`,
	`conv1d-reads-maps.json: layer 0 (conv1d): a window along one axis slides over sequences [C][L], but the input has shape 1×1×3, which is maps; use the layer without "1d", or give the input as a sequence, and several as "batch": [{"input": …}, …]`,
	`conv1d-channels.json: layer 0 (conv1d): the kernel reads 1 channel, but the input has 2; give each kernel one plane for each input channel, or where these are 2 examples of one channel each, give them as "batch": [{"input": …}, …]`,
	`conv1d-longer-than-input.json: layer 0 (conv1d): the window is 5 long, longer than its padded input of 4; make the window shorter or pad more`,
	`pool1d-size-two-numbers.json: layer 0 (maxpool1d): size: found an array, expected n or "all" in whole numbers from 1 to 1000000`,
	`pool1d-after-conv.json: layer 1 (avgpool1d): a window along one axis slides over sequences [C][L], but the input has shape 1×2×2, which is maps; use the layer without "1d", or give the input as a sequence, and several as "batch": [{"input": …}, …]`,
	`conv-after-pool1d.json: layer 1 (conv): a window slides over maps [C][H][W], but the input has shape 2×1, which is a sequence; use the layer with "1d" at the end of its name`,
	`pool-size-missing.json: layer 1 (maxpool): key "size" is missing; add it as n, [h, w] or "all"`,
	`pool-size-zero.json: layer 1 (maxpool): size: element 1: found 0, expected a whole number from 1 to 1000000`,
	`pool-size-a-string.json: layer 1 (maxpool): size: found "2", expected n, [h, w] or "all"`,
	`pool-all-and-stride.json: layer 0 (avgpool): found "stride" beside the size "all", which is one window over everything; remove "stride", or give the size in numbers`,
	`pool-all-and-ceil.json: layer 0 (maxpool): found "ceil" beside the size "all", which is one window over everything; remove "ceil", or give the size in numbers`,
	`maxpool-count-pad.json: layer 0 (maxpool): key "count_pad" is not known here; use "op", "size", "stride", "pad" or "ceil"`,
	`pool-size-null.json: layer 1 (maxpool): size: element 1: found null, expected a whole number from 1 to 1000000`,
	`pool-stride-zero.json: layer 1 (maxpool): stride: found 0, expected a whole number from 1 to 1000000`,
	`pool-ceil-a-number.json: layer 1 (maxpool): ceil: found a number, expected true or false`,
	`pool-larger-than-input.json: layer 1 (maxpool): the window is 4×4, larger than its padded input of 3×3; make the window smaller or pad more`,
	`pool-sees-only-padding.json: layer 1 (maxpool): the windows of output row 0 see only padding; pad fewer rows at the top than the window is high`,
	`pool-unknown-key.json: layer 1 (maxpool): key "kernel" is not known here; use "op", "size", "stride", "pad" or "ceil"`,
	`avgpool-sees-only-padding.json: layer 0 (avgpool): the windows of output column 3 see only padding; pad fewer columns at the right or change the stride`,
	`pool-reads-vector.json: layer 0 (avgpool): a window slides over maps [C][H][W], but the input has shape 3; give the input rows and columns, or move the layer before the flatten`,
	`relu-unknown-key.json: layer 0 (relu): key "slope" is not known here; use "op"`,
	`conv-dilation-zero.json: layer 0 (conv): dilation: found 0, expected a whole number from 1 to 1000000`,
	`conv-dilation-too-wide.json: layer 0 (conv): the window of 2×2 reaches over 4×4 cells with the dilation [3, 3], more than its padded input of 3×3; dilate less or pad more`,
	`conv-groups-a-string.json: layer 0 (conv): groups: found a string, expected a whole number from 1 to 1000000`,
	`conv-groups-do-not-divide.json: layer 0 (conv): groups 2: the 3 maps of the input do not split into 2 equal groups; use a number that divides 3`,
	`conv-groups-kernels.json: layer 0 (conv): groups 2: the 3 kernels do not split into 2 equal groups; use a number that divides 3`,
	`conv-groups-planes.json: layer 0 (conv): the kernel reads 2 channels, but with 2 groups each group has 1 of the input's 2; give each kernel one plane for each channel of its group, [O][C/groups][kh][kw]`,
	`conv-pad-valid.json: layer 0 (conv): pad: found "valid", expected n, [top, left, bottom, right] or "same"; "valid" is 0`,
	`weight-decay-a-string.json: weight_decay: found a string, expected a number`,
	// What other systems write.
	`other-dense-in-out.json: layer 0 (dense): each row of the weights has 2 numbers, but the input has 3; give one weight for each input, or where the file has them as [in][out], say "layout": "in_out"`,
	`other-dense-in-out-bias.json: layer 0 (dense): bias: found 2 numbers, but the weights have 3 rows; give one number for each row, or where the file has them as [in][out], say "layout": "in_out"`,
	`other-dense-layout-wrong.json: layer 0 (dense): each row of the weights has 2 numbers, but the input has 3; give one weight for each input (read with "layout": "in_out", as the file says)`,
	`other-kernel-hwco.json: layer 0 (conv): the kernel reads 2 channels, but the input has 1; give each kernel one plane for each input channel, or where the file has the kernel as [kh][kw][C][O], say "layout": "HWCO"`,
	`other-kernel-hwco-bias.json: layer 0 (conv): bias: found 3 numbers, but the kernel makes 2 maps; give one number for each map, or where the file has the kernel as [kh][kw][C][O], say "layout": "HWCO"`,
	`other-input-hwc.json: layer 0 (conv): the kernel reads 2 channels, but the input has 4; give each kernel one plane for each input channel, or where the input is written [H][W][C], put its channels first: [C][H][W]`,
	`other-batch-of-vectors.json: layer 0 (dense): a dense layer reads a vector, but the input has shape 1×2×3; put a flatten before it, or give several examples of 3 numbers as "batch": [{"input": …}, …]`,
	`other-batch-of-maps.json: layer 0 (conv): the kernel reads 1 channel, but the input has 2; give each kernel one plane for each input channel, or where these are 2 examples of one channel each, give them as "batch": [{"input": …}, …]`,
	// With the axes [kh][kw][C][O] it would fit the input as well, but not the bias, or be too wide.
	`other-kernel-bias-says.json: layer 0 (conv): the kernel reads 3 channels, but the input has 2; give each kernel one plane for each input channel`,
	`other-kernel-too-wide.json: layer 0 (conv): the kernel reads 3 channels, but the input has 2; give each kernel one plane for each input channel`,
	`other-Conv2d.json: layer 0: op "Conv2d" is not known; here it is "conv"`,
	`other-ReLU.json: layer 0: op "ReLU" is not known; here it is "relu"`,
	`other-weight.json: layer 0 (dense): key "weight" is not known here, where it is called "weights"; use "op", "weights", "layout" or "bias"`,
	`other-conv-weight.json: layer 0 (conv): key "weight" is not known here, where it is called "kernel"; use "op", "kernel", "layout", "bias", "stride", "dilation", "groups" or "pad"`,
	`other-padding.json: layer 0 (conv): key "padding" is not known here, where it is called "pad"; use "op", "kernel", "layout", "bias", "stride", "dilation", "groups" or "pad"`,
	`other-lr.json: key "lr" is not known here, where it is called "learning_rate"; use "name", "input", "batch", "layers", "loss", "upstream", "learning_rate" or "weight_decay"`,
	`layout-unknown.json: layer 0 (conv): layout: found "OIHW", expected "OCHW" or "HWCO"`,
	`layout-a-number.json: layer 0 (dense): layout: found a number, expected "out_in" or "in_out"`,

	`elu-alpha-a-string.json: layer 0 (elu): alpha: found a string, expected a number`,
	`leaky-relu-slope-a-string.json: layer 0 (leaky_relu): slope: found a string, expected a number`,
	`flatten-order-unknown.json: layer 0 (flatten): order "chw" is not known; use "CHW", "HWC" or "CWH"`,
	`flatten-order-a-number.json: layer 0 (flatten): order: found a number, expected "CHW", "HWC" or "CWH"`,
	`dense-weights-missing.json: layer 0 (dense): key "weights" is missing; add it as weights [out][in]`,
	`dense-weights-one-axis.json: layer 0 (dense): weights: the numbers stand in 1 array, expected weights [out][in]`,
	`dense-weights-three-axes.json: layer 0 (dense): weights: the numbers stand in more than 2 arrays, expected weights [out][in]`,
	`dense-weights-length.json: layer 0 (dense): each row of the weights has 2 numbers, but the input has 3; give one weight for each input`,
	`dense-bias-length.json: layer 0 (dense): bias: found 1 number, but the weights have 2 rows; give one number for each row`,
	`dense-bias-two-axes.json: layer 0 (dense): bias: the numbers stand in more than 1 array, expected a vector [n], one number for each output`,
	`dense-reads-map.json: layer 0 (dense): a dense layer reads a vector, but the input has shape 1×3×3; put a flatten before it, or give several examples of 3 numbers as "batch": [{"input": …}, …]`,
	`softmax-reads-map.json: layer 0 (softmax): softmax reads a vector, but the input has shape 1×3×3; put a flatten before it`,
	// The end of the network.
	`loss-a-string.json: loss: found a string, expected an object {"op": …, "target": …}`,
	`loss-op-missing.json: loss: key "op" is missing; add it as the kind of the loss, such as "squared_error"`,
	`loss-op-unknown.json: loss: op "mse" is not known; here it is "mean_squared_error"`,
	`loss-op-a-number.json: loss: op: found a number, expected the kind of the loss in double quotes`,
	`loss-target-missing.json: loss: key "target" is missing; add it as numbers in the shape of the last output: [n], [H][W] or [C][H][W]`,
	`loss-target-null.json: loss: target: found null, expected numbers in the shape of the last output: [n], [H][W] or [C][H][W]`,
	`loss-target-shape.json: loss: the target has shape 2, but the last output has 3; give one number for each output`,
	`loss-target-a-map.json: loss: the target has shape 1×2×2, but the last output has 4; give one number for each output`,
	`loss-unknown-key.json: loss: key "weight" is not known here; use "op", "target", "reduction" or "margin"`,
	// A batch.
	`batch-an-object.json: batch: found an object, expected an array of examples such as {"input": …, "target": …}`,
	`batch-and-input.json: the network has both an input and a batch; keep one, and let the batch hold all examples`,
	`batch-empty.json: batch: found no example; give 1 to 256`,
	`batch-example-an-array.json: batch: example 0: found an array, expected an example as an object {"input": …, "target": …}`,
	`batch-example-without-input.json: batch: example 1: key "input" is missing; add it as a vector [n], a map [H][W] or maps [C][H][W]`,
	`batch-reduction-unknown.json: loss: reduction: "none" is not known; use "mean" or "sum"`,
	`batch-shapes-differ.json: batch: example 1: the input has shape 3, that of example 0 has 2; give all examples the same shape`,
	`batch-target-in-loss.json: loss: a target stands here beside a batch; give each example its own, as in "batch": [{"input": …, "target": …}], and leave this one out`,
	`batch-target-missing.json: batch: example 1: key "target" is missing; add it as numbers in the shape of the last output: [n], [H][W] or [C][H][W]`,
	`batch-target-shares.json: batch: example 1: loss: the target sums to 2; the shares of the classes must sum to 1`,
	`batch-target-too-long.json: batch: example 1: the target has shape 2, but the last output has 1; give one number for each output`,
	`batch-target-with-upstream.json: batch: example 0: there is a target, but the network has no loss that compares it with the output; leave it out, or add a loss`,
	`batch-target-without-loss.json: batch: example 0: there is a target, but the network has no loss that compares it with the output; leave it out, or add a loss`,
	`batch-too-many.json: batch: found more than 256 examples; make the batch smaller`,
	`batch-unknown-key.json: batch: example 0: key "label" is not known here, where it is called "target"; use "input" or "target"`,
	`batch-upstream-of-one.json: upstream: the numbers stand in 1 array, expected numbers in the shape of the last output for each example: [N][n], [N][H][W] or [N][C][H][W]`,
	`batch-upstream-too-short.json: upstream has shape 1×1, but the last output has 2×1; give one number for each output`,
	`reduction-without-batch.json: loss: reduction "mean" is for the examples of a batch, and there is none; leave it out, or give the examples under "batch"`,
	`cross-entropy-without-softmax.json: loss: cross_entropy needs probabilities, but the last layer is relu; end with a softmax`,
	`class-too-high.json: loss: target: found 3, but there are 3 classes; they count from 0, so the last is 2`,
	`class-not-whole.json: loss: target: found 1.5, expected the class as a whole number from 0, or one share for each class`,
	`class-of-a-map.json: loss: target: 1 names a class, but the last output has shape 1×2×2; end with a vector of one number for each class`,
	`hinge-target-shares.json: loss: target: found an array, expected the class as one whole number from 0, such as 2; an array with a 1 at the class and 0 elsewhere, as here, is written as 1`,
	`margin-without-hinge.json: loss: margin: only the loss "hinge" has one, and this is "squared_error"; leave it out`,
	`cross-entropy-after-sigmoid.json: loss: cross_entropy needs probabilities, but the last layer is sigmoid; end with a softmax, or use the loss "binary_cross_entropy" after sigmoid`,
	`nll-without-log-softmax.json: loss: nll needs logarithms of probabilities, but the last layer is softmax; end with a log_softmax, or use the loss "cross_entropy" after softmax`,
	`binary-without-sigmoid.json: loss: binary_cross_entropy needs probabilities, but the last layer is relu; end with a sigmoid`,
	`binary-target-above-1.json: loss: the target holds 2; each is a share and lies between 0 and 1`,
	`binary-class.json: loss: target: found 1, expected one number for each output; write [1] for one output, or [0, 1] for class 1 of 2`,
	`log-softmax-reads-map.json: layer 0 (log_softmax): log_softmax reads a vector, but the input has shape 1×2×2; put a flatten before it`,
	// Layers that add or drop.
	`add-first.json: layer 0 (add): add is the first layer, and nothing lies before its input; put a layer before it, for it to be added to what that makes`,
	`add-own-input.json: layer 1 (add): from: found 1, expected a number from 0 to 0: 0 is the network's input, k what layer k−1 makes, and it must lie before this layer's own input, 1`,
	`add-shapes-differ.json: layer 1 (add): from: activations/0 has shape 2, but this layer's input has 3; both must be equal to be added`,
	`add-from-missing.json: layer 1 (add): key "from" is missing; add it as the number of an earlier activation: 0 for the input, k for what layer k−1 makes`,
	`dropout-mask-missing.json: layer 0 (dropout): key "mask" is missing; add it as 0 and 1 in the shape of the layer's input, in a batch one such mask for each example`,
	`dropout-mask-shape.json: layer 0 (dropout): mask: has shape 3, but the input has 2; give a 1 for each number that is kept and a 0 for each that is dropped`,
	`dropout-mask-scaled.json: layer 0 (dropout): mask: element [0] is 2, expected 1 for kept or 0 for dropped; the scale 1/(1 − rate) comes from "rate"`,
	`dropout-rate-1.json: layer 0 (dropout): rate: found 1, expected a number from 0 on and below 1; it is the share that is dropped`,
	`dropout-mask-of-one-example.json: layer 0 (dropout): mask: has shape 2, but the batch has 2 inputs of shape 2; give each example a mask of its own, one after the other`,
	// The end of the network, once more.
	`cross-entropy-target-sum.json: loss: the target sums to 2; the shares of the classes must sum to 1`,
	`upstream-shape.json: upstream has shape 2, but the last output has 3; give one number for each output`,
	`upstream-a-number.json: upstream: found a number, expected numbers in the shape of the last output: [n], [H][W] or [C][H][W]`,
}

func TestBadFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.json")
	if err != nil {
		t.Fatal(err)
	}
	unlisted := map[string]bool{}
	for _, file := range files {
		unlisted[filepath.Base(file)] = true
	}
	for _, want := range badFiles {
		name, _, _ := strings.Cut(want, ":")
		delete(unlisted, name)
		data, err := os.ReadFile(filepath.Join("testdata/bad", name))
		if err != nil {
			t.Error(err)
			continue
		}
		n, err := ParseNetwork(name, data)
		switch {
		case err == nil:
			t.Errorf("have no error\nwant %s", want)
		case err.Error() != want:
			t.Errorf("\nhave %v\nwant %s", err, want)
		case n != nil:
			t.Errorf("%s: have a network beside the error", name)
		}
	}
	for name := range unlisted {
		t.Errorf("testdata/bad/%s stands in no test", name)
	}
}

// An error of a layer can be taken apart: a program that shows it may ask
// which layer it was.
func TestBadLayerIsALayerError(t *testing.T) {
	for _, name := range []string{"pool-size-missing.json", "pool-larger-than-input.json"} {
		data, err := os.ReadFile(filepath.Join("testdata/bad", name))
		if err != nil {
			t.Fatal(err)
		}
		_, err = ParseNetwork(name, data)
		var layer *cnn.LayerError
		if !errors.As(err, &layer) || layer.Layer != 1 || layer.Op != "maxpool" {
			t.Errorf("%s: have %v, want a LayerError of layer 1 (maxpool)", name, err)
		}
	}
}
