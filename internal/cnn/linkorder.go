package cnn

import (
	"iter"
	"sort"
)

// orderBy lists the positions of links sorted by a key, an index or −1, keeping
// the order of links with the same key: the order in which a pass adds their
// terms. It counts the links of each key to know where the next one goes
// (Knuth, The Art of Computer Programming, volume 3, algorithm 5.2 D).
func orderBy(links []Link, key func(Link) int) []int {
	largest := -1
	for _, link := range links {
		largest = max(largest, key(link))
	}
	next := make([]int, largest+3) // next[key+1] is where the next one of a key goes
	for _, link := range links {
		next[key(link)+2]++
	}
	for i := 1; i < len(next); i++ {
		next[i] += next[i-1]
	}
	order := make([]int, len(links))
	for k, link := range links {
		order[next[key(link)+1]] = k
		next[key(link)+1]++
	}
	return order
}

// linksAt yields the positions of the links with one value of the key, by such
// an order.
func linksAt(links []Link, order []int, at int, key func(Link) int) iter.Seq[int] {
	first := sort.Search(len(order), func(i int) bool { return key(links[order[i]]) >= at })
	return func(yield func(int) bool) {
		for _, k := range order[first:] {
			if key(links[k]) != at || !yield(k) {
				return
			}
		}
	}
}
