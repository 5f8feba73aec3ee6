package tex
import ("testing";"os";"bufio";"fmt";"html")
func TestHTML(t *testing.T){
 f,_:=os.Open("/tmp/forms.txt"); s:=bufio.NewScanner(f)
 o,_:=os.Create("/tmp/m.html"); defer o.Close()
 fmt.Fprint(o,`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>t</title><style>
@font-face{font-family:LM;src:url(lm.otf)} body{font:16px serif;margin:8px;columns:1} math{font-family:LM,math;font-size:30px}
pre{font-size:10px;margin:2px 0}
mtable.aligned>mtr>mtd{padding-left:0;padding-right:0} mtd.right{text-align:right} mtd.left{text-align:left}
mtable.aligned>mtr>mtd.right:not(:first-child){padding-left:2em}
.boxed{border:1px solid;padding:.2em .3em} .hot{color:red}
</style></head><body>`)
 for s.Scan(){ x:=s.Text(); m,err:=MathML(x,false);if err!=nil{t.Fatal(err)}; d,_:=MathML(x,true); tx,_:=Text(x)
  fmt.Fprintf(o,"<pre>%s\n%s</pre><p>%s</p>\n<div>%s</div>\n",html.EscapeString(x),html.EscapeString(tx),m,d)}
 fmt.Fprint(o,"</body></html>\n")
}
