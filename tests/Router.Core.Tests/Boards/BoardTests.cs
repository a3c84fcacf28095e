using System.Text;
using Router.Core.Boards;
using Router.Testing;

namespace Router.Core.Tests.Boards;

public class BoardTests
{
    public static TheoryData<string> Boards() =>
        [.. Directory.GetDirectories(Path.Combine(Golden.Root(), "boards"))
            .Select(folder => Path.GetFileName(folder)!)
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Boards))]
    public void Profile_OfEveryBoard_HasNoProblemsAndItsFoldersName(string name)
    {
        var (board, problems) = BoardReader.Read(File.ReadAllBytes(Path.Combine(Golden.Root(), "boards", name, "board.yaml")));
        Assert.Empty(problems);
        Assert.Equal(name, board!.Name);
        Assert.Contains("wan", board.Roles.Roles.Keys);
    }

    [Fact]
    public void Schema_InTheRepository_IsTheOneOfTheModel() =>
        Assert.Equal(BoardReader.Schema(), File.ReadAllText(Path.Combine(Golden.Root(), "boards", "board.schema.json")));

    [Fact]
    public void Profile_WithMistakes_GivesEachWithItsLine()
    {
        var (_, problems) = BoardReader.Read(Encoding.UTF8.GetBytes("name: x\narchitecture: vax\nports: { wan: eth0 }\npackagse: {}\n"));
        Assert.Contains(problems, problem => problem is { Path: "architecture", Line: 2 });
        Assert.Contains(
            problems, problem => problem.Line == 4 && problem.Hint is { } hint && hint.Contains("packages", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ path: usr/bin/x, allow: pie, reason: old }", "path")]
    [InlineData("{ path: /usr/bin/x, allow: fortify, reason: old }", "allow")]
    [InlineData("{ path: /usr/bin/x, allow: pie, reason: ' ' }", "reason")]
    [InlineData("{ path: /usr/bin/x, allow: pie }", "reason is missing")]
    [InlineData("{ path: /usr/bin/x, allow: pie, reason: old, source: debian }", "source")]
    public void Profile_ExceptionWithAMistake_NamesIt(string exception, string words)
    {
        var (_, problems) = BoardReader.Read(Encoding.UTF8.GetBytes($"{Board}audit: [{exception}]\n"));
        Assert.Contains(problems, problem => $"{problem.Path} {problem.Message}".Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Profile_Exceptions_AreReadWithOneOrManyPaths()
    {
        var (board, problems) = BoardReader.Read(Encoding.UTF8.GetBytes(
            $"{Board}audit:\n- {{ path: /a, allow: pie, reason: old }}\n"
                + "- { path: [/b, /c/**], allow: [relro, nx], source: lab, reason: x }\n"));
        Assert.Empty(problems);
        Assert.Equal(
            [
                new AuditException { Path = ["/a"], Allow = [Hardening.Pie], Reason = "old" },
                new AuditException { Path = ["/b", "/c/**"], Allow = [Hardening.Relro, Hardening.NoExec], Source = "lab", Reason = "x" },
            ],
            board!.Audit);
    }

    private const string Board = "name: x\narchitecture: x86_64\nports: { wan: eth0 }\npackages: {}\n";

    [Theory]
    [InlineData("enp3s0", "is a name that no port gets")]
    [InlineData("eth 0", "is no name of a link")]
    [InlineData("a-port-with-a-long-name", "is longer than the 15 bytes")]
    public void Read_PortThatCannotBe_IsAProblemWithItsPlace(string port, string message)
    {
        var (_, problems) = BoardReader.Read(Encoding.UTF8.GetBytes(
            $"name: x\narchitecture: x86_64\nports:\n  wan: eth0\n  lan: [eth1, \"{port}\"]\npackages: {{}}\n"));
        Assert.StartsWith("board.yaml:5:15: ports lan", Assert.Single(problems).ToString("board.yaml"), StringComparison.Ordinal);
        Assert.Contains(message, problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PortOfTwoRoles_IsAProblemWithItsPlace()
    {
        var (_, problems) = BoardReader.Read(Encoding.UTF8.GetBytes(
            "name: x\narchitecture: x86_64\nports: { wan: eth0, lan: [eth1, eth0] }\npackages: {}\n"));
        Assert.Equal(
            "board.yaml:3:33: ports lan eth0: role wan has this port already (a port has one role)",
            Assert.Single(problems).ToString("board.yaml"));
    }

    [Fact]
    public void Read_Machine_SaysHowQemuGivesTheBoard()
    {
        const string Text = "name: x\narchitecture: x86_64\nports: { wan: eth0 }\npackages: {}\n";
        Assert.Null(BoardReader.Read(Encoding.UTF8.GetBytes(Text)).Board!.Machine);
        Assert.Equal(
            new BoardMachine { Disk = DiskBus.Nvme, Card = NetworkCard.E1000e },
            BoardReader.Read(Encoding.UTF8.GetBytes($"{Text}qemu: {{ disk: nvme, card: e1000e }}\n")).Board!.Machine);
    }
}
