using Router.Core.Boards; using Router.Core.Config; using Router.Core.Config.Help; using Router.Core.Config.Validation; using Router.Core.State; using Router.Core.Planning;
var text=File.ReadAllBytes(args[0]); double T()=>Environment.CpuUsage.TotalTime.TotalMilliseconds;
for(int r=0;r<6;r++){ GC.Collect(); var z=T(); var rd=ConfigReader.Read(text); var a=T()-z; z=T(); var ck=ConfigValidator.Check(rd,Surroundings.None); var b=T()-z; z=T();
 foreach(var p in ck.Problems.Take(2)) Console.WriteLine(p);
 var bs=DesiredStateBuilder.Build(ck.Config,new BuildContext(BoardPorts.None,[],new NoSecrets(),BaseAccounts.Minimal)); var c=T()-z; z=T();
 var plan=Planner.Plan(bs.State!,new ObservedState{Hostname="x"}); var d=T()-z; z=T(); var tx=PlanText.Render(plan).Length; var e=T()-z;
 Console.WriteLine($"read {a:0.0} check {b:0.0} build {c:0.0} plan {d:0.0} ({plan.Count}) text {e:0.0}"); }
class NoSecrets: Router.Core.Edges.ISecretStore { public string? Find(string n)=>null; public IReadOnlyList<string> Names()=>[]; public void Set(string n,string v){} public void Remove(string n){} }
