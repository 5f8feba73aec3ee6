package cnn

import (
	"cmp"
	"iter"
	"slices"
	"sort"
)

// orderBy lists the positions of links sorted by a key, keeping the order of
// links with the same key: the order in which a pass adds their terms.
func orderBy(links []Link, key func(Link) int) []int {
	order := make([]int, len(links))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(key(links[a]), key(links[b])) })
	return order
}

// linksAt yields the links with one value of the key, by such an order.
func linksAt(links []Link, order []int, at int, key func(Link) int) iter.Seq[Link] {
	first := sort.Search(len(order), func(i int) bool { return key(links[order[i]]) >= at })
	return func(yield func(Link) bool) {
		for _, k := range order[first:] {
			if key(links[k]) != at || !yield(links[k]) {
				return
			}
		}
	}
}
