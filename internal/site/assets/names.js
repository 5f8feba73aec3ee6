
// What readers call by several names. A line is one thing; each name may be
// typed, and each finds the others.
const bookNames = `
  backward | backprop | backpropagation | back propagation | back propagate | going back | way back | get back | gradient | derivative | partial derivative | differentiate | slope | grad | dout | wrt | with respect to | error with respect to | error | error signal | differentiation | partial | jacobian | propagate
  kernel | filter | filters | filter weights | kernel weights | convolution weights | weight sharing
  convolution | conv | conv2d | conv layer | cnn | convolve | convolutional | cross-correlation | correlation | correlate
  fully connected | dense | fc | linear layer | nn.linear | affine
  max pooling | maxpool | maxpooling | maxpool2d | max pool | max-pooling | subsampling | downsampling
  average pooling | avgpool | mean pooling | avg pool | global average pooling | distribute_value | distribute value
  winner | argmax | arg max | switches | maximum | max | unpooling | max unpooling | create_mask_from_window | largest cell
  tie | ties | equal maximums | two equal | same maximum | equal maxima | two maxima | tied
  overlap | overlapping | two windows share | wins two | share a winner
  rotate | rotation | flip | flipped | rot180 | 180 | turned | rotating
  transposed | transpose | transposed matrix | w^t | row or column vector | row vector
  gradient check | gradient checking | numerical gradient | finite differences | finite difference | central difference | numerical
  elementwise | hadamard | element-wise | pointwise | cell by cell
  batch | mini batch | minibatch | batch size | several examples | divide by n
  learning rate | lr | step size | eta
  relu | rectifier | rectified linear
  gate | mask | indicator
  dead | dying | dead relu | dying relu | dead window
  cross entropy | nll | negative log likelihood | log loss | categorical crossentropy | crossentropy
  softmax | soft max | softmax function
  squared error | mse | mean squared error | l2 loss
  stride | strided | step of the window
  padding | pad | zero padding | same convolution | valid
  channel | channels | rgb | feature map | feature maps | depth | multiple filters | several kernels
  flatten | reshape | unroll | vectorize | view
  channels_first | channels_last | channels first | channels last | chw | hwc | three orders | several channels
  error map | gradient map | delta map | map of errors
  matrix product | matmul | gemm | matrix multiplication | im2col
  old or new weights | old weights | new weights | updated weights | before the update | updated too early
  loss not decreasing | loss does not fall | loss does not decrease | loss not fall | not learning | not converging
  zero | 0 | vanishing | vanish | zeros | all zeros
  average | mean | averaged | divided
  shape | dimension | dimensions | shape mismatch | size
  previous layer | upstream | layer before | earlier layer | incoming
  local gradient | local derivative | local slope
  mistake | slip | error in my code | bug | wrong
  score | logit | logits | scores
  parameter | weights and bias | weight
  sum | add | accumulate | sum up
  image | input | pixel | previous
  scatter | scatter-add | col2im | transposed convolution | deconvolution | conv transpose
  dilated | dilation | zeros between
  skip connection | residual | shortcut | several paths
  window | receptive field
  cheat sheet | formula sheet | summary
  projector | powerpoint | presentation
  teacher | classroom | lesson plan
  worksheet | exercise sheet | homework | handout
  one-hot | target | label | true class`;
// Words that say nothing about what is looked for.
const littleWords = new Set(("the of and is are to in do does how what why my should not from when a an i it with for on " +
  "be can get have has this that by as at or if so me we you which where there them through must need use used using " +
  "calculate compute find would could will just about into between during vs versus was were help please").split(" "));
