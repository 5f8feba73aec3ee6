package main

import "backprop/internal/notebook"

// why asks where the rotation comes from.
func why() notebook.Exercise {
	return notebook.Why(`Why is the kernel rotated if you gather, and not if you scatter?`,
		[]notebook.Reason{
			{Says: `Because gathering walks over the cells, and the farther up and left a
reader of the cell lies, the later is the weight through which it reads.`},
			{Says: `Because backward everything runs in the opposite direction.`,
				Did: `gave the reason by its sound: scattering is backward, too`},
			{Says: `Because gathering computes another gradient, which belongs to the
rotated kernel.`,
				Did: "forgot that both compute the same products"},
		},
		`Look at the two indices in $\delta_{u-m,v-n} \, K_{m,n}$.`,
		`Both ways compute the same products. Sorted by output, a product meets
the weights in the order of the kernel. Sorted by cell, it meets them in
the opposite order, because $m$ and $u - m$ cannot both grow.`)
}
