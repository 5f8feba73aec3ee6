package tex
import ("testing";"os";"bufio";"fmt")
func TestZ(t *testing.T){
 f,_:=os.Open("/tmp/forms.txt"); s:=bufio.NewScanner(f)
 for s.Scan(){ x:=s.Text(); fmt.Println("$",x); o,err:=Text(x); if err!=nil{fmt.Println("ERR",err);continue}; fmt.Println(o)
 if os.Getenv("M")!=""{m,_:=MathML(x,true);fmt.Println(m)} }
}
