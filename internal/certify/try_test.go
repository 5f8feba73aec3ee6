package certify
