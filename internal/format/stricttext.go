package format

import "bytes"

// plainText is the text without the byte order mark that editors of Windows
// put in front of it, and reports one in UTF-16, which begins with a mark of
// its own or holds a zero byte beside its first character.
func plainText(data []byte) ([]byte, error) {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff", "{\x00", "\x00{"} {
		if bytes.HasPrefix(data, []byte(mark)) {
			return nil, &syntaxError{1, "the file is in UTF-16; save it as UTF-8 (in PowerShell with Out-File -Encoding utf8, in Notepad under Save as, Encoding)"}
		}
	}
	return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), nil
}
