using Router.Api.Contract;
using Router.Documents;
using Router.Fleet.Rehearsals;

namespace Router.Fleet.Tests.Rehearsals;

public class GuestReportTests
{
    private const string Document = """
        version: 3
        system: { hostname: home, lamp: bright }
        interfaces:
          wan: { device: eth0, zone: wan, dhcp: true, mtu: 99999 }
          slot: { device: "path:pci-0000:00:99.0", zone: wan }
        firewall: { policies: { wan -> router: [ssh] } }
        """;

    [Fact]
    public void Read_AnswersOfARouter_HaveAllThatWasSaid()
    {
        var report = GuestReport.Read(
            [Version("a note"), ApiJson.Print(new Response.Document(Document)), Forecast("1:2: system lamp: x")])!;
        Assert.Equal((Document, "0.2.0"), (report.Running, report.Image));
        Assert.Equal(["a note"], report.Notes);
        Assert.Equal(["1:2: system lamp: x"], report.Advice);
        Assert.Empty(report.Problems);
    }

    [Fact]
    public void Read_RefusedDryRun_HasItsProblems()
    {
        var problem = new Problem("interfaces wan mtu", "is too large", "for example 1500", 4, 1);
        Assert.Equal([problem], Report(Failed("no", problem)).Problems);
        Assert.Equal([new Problem("", "nft says no")], Report(Failed("nft says no")).Problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("no answer")]
    public void Read_AnythingElse_IsNoReport(string answer)
    {
        Assert.Null(GuestReport.Read([answer, answer, answer]));
        Assert.Null(GuestReport.Read([Version(), ApiJson.Print(new Response.Document(Document)), answer]));
        Assert.Null(GuestReport.Read([]));
    }

    [Fact]
    public void Judge_Problem_IsRefusedOnceWithItsReason()
    {
        var report = Report(Failed("no", new Problem("interfaces wan mtu", "is too large", "take less"))) with
        {
            Notes =
            [
                "the startup configuration is not used: startup.yaml:4:1: x",
                "left out: startup.yaml:4:60: interfaces wan mtu: is too large",
            ],
        };
        var (refusals, aside) = Judge(report);
        Assert.Equal([new("interfaces wan mtu", "is too large (take less)")], refusals);
        Assert.Empty(aside);
    }

    [Fact]
    public void Judge_KeyOfANewerSchema_IsRefused()
    {
        var report = Report(Forecast(
            "2:27: system lamp: is not known to this version: it is kept, and does nothing here (update the router)",
            "4:3: interfaces wan: something else"));
        Assert.Equal(
            [new("system lamp", "is not known to this version: it is kept, and does nothing here (update the router)")],
            Judge(report).Refusals);
    }

    [Fact]
    public void Judge_WhatTheRouterSaysItself_IsNotNew()
    {
        var report = Report(Failed("no", new Problem("interfaces wan device", "there is no port eth0"))) with
        {
            Notes = ["samba does not run: why"],
        };
        var (refusals, aside) = Judge(report, "interfaces wan device: there is no port eth0", "samba does not run: why");
        Assert.Empty(refusals);
        Assert.Equal(["interfaces wan device: there is no port eth0: so it is on the router already"], aside);
    }

    [Fact]
    public void Judge_NoteOfAService_IsRefused() =>
        Assert.Equal([new("", "samba does not run: why")], Judge(Report(Forecast()) with { Notes = ["samba does not run: why"] }).Refusals);

    [Fact]
    public void Judge_NoteWithAPath_IsAboutThatPlace() => Assert.Equal(
        [new("firewall policies \"wan -> router\"", "cannot be: here")],
        Judge(Report(Forecast()) with { Notes = ["firewall policies \"wan -> router\": cannot be: here"] }).Refusals);

    [Fact]
    public void Judge_WhatNobodyAnswersOnADesk_IsNotJudged()
    {
        ValueList<string> notes = ["route 0.0.0.0/0 via 1.2.3.4 waits: no address", "the backup is not kept: no folder"];
        var report = Report(Failed("no", new Problem("interfaces slot device", "there is no port"))) with { Notes = notes };
        var (refusals, aside) = Judge(report);
        Assert.Empty(refusals);
        Assert.Equal(["interfaces slot device: no card of the rehearsal is at that place of the bus", .. notes], aside);
    }

    private static (ValueList<Refusal> Refusals, ValueList<string> NotJudged) Judge(GuestReport report, params string[] known) =>
        report.Judge(ComparisonTests.Read(Document), known);

    private static GuestReport Report(string dryRun) =>
        GuestReport.Read([Version(), ApiJson.Print(new Response.Document(Document)), dryRun])!;

    private static string Version(params string[] notes) => ApiJson.Print(new Response.Version(
        "0.2.0", "home", "vm-x86_64", "lab", "0.2.0", "6.1", 12, true, true, new RunningStatus(null, "startup", null, null, null, notes)));

    private static string Forecast(params string[] advice) => ApiJson.Print(new Response.Forecast([], 0, [], 0, advice));

    private static string Failed(string message, params Problem[] problems) =>
        ApiJson.Print(new Response.Failed(FailureKind.Invalid, message, null, problems));
}
