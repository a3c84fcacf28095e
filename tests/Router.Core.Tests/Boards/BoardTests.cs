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
        Assert.Contains("wan", board.Facts.Roles.Keys);
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

    [Theory]
    [InlineData("aarch64", "bios", "board.yaml:3:7: boot bios: aarch64 has no BIOS (write uefi, or leave the key out)")]
    [InlineData("aarch64", "[uefi, bios]", "board.yaml:3:14: boot bios: aarch64 has no BIOS")]
    [InlineData("aarch64", "grub", "board.yaml:3:7: boot")]
    [InlineData("x86_64", "raspberry-pi", "board.yaml:3:7: boot raspberry-pi: no Raspberry Pi is x86_64")]
    [InlineData("aarch64", "[raspberry-pi, uefi]", "board.yaml:3:8: boot raspberry-pi: a Raspberry Pi has no other boot loader")]
    [InlineData("aarch64", "xen", "board.yaml:3:7: boot xen: GRUB knows no guest of Xen on aarch64")]
    [InlineData("x86_64", "[bios, xen]", "board.yaml:3:14: boot xen: a guest of Xen has no other boot loader")]
    [InlineData("x86_64", "[container, uefi]", "board.yaml:3:8: boot container: a container has no boot loader")]
    [InlineData("vax", "uefi", "board.yaml:2:15: architecture")]
    public void Read_BootThatCannotBe_IsAProblemWithItsPlace(string architecture, string boot, string message)
    {
        var (_, problems) = BoardReader.Read(Encoding.UTF8.GetBytes(
            $"name: x\narchitecture: {architecture}\nboot: {boot}\nports: {{ wan: eth0 }}\npackages: {{}}\n"));
        Assert.StartsWith(message, Assert.Single(problems).ToString("board.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x86_64", "[bios, uefi]")]
    [InlineData("aarch64", "uefi")]
    public void Read_BootOfTheArchitecture_IsTaken(string architecture, string boot)
    {
        var (board, problems) = BoardReader.Read(Encoding.UTF8.GetBytes(
            $"name: x\narchitecture: {architecture}\nboot: {boot}\nports: {{ wan: eth0 }}\npackages: {{}}\n"));
        Assert.Empty(problems);
        Assert.Contains(BootLoader.Uefi, board!.Boot);
    }

    [Theory]
    [InlineData("aarch64", "uefi", "images of aarch64 cannot be signed for it yet: x86_64 alone can (leave it out)")]
    [InlineData("x86_64", "bios", "firmware that is no UEFI checks no signature (write boot: uefi, or leave secure-boot out)")]
    [InlineData("x86_64", "xen", "firmware that is no UEFI checks no signature")]
    [InlineData("x86_64", "container", "firmware that is no UEFI checks no signature")]
    [InlineData("x86_64", "[bios, uefi]", "by BIOS the disk would start whatever is on it (write boot: uefi")]
    public void Read_SecureBootThatCannotBe_IsAProblemWithItsPlace(string architecture, string boot, string message)
    {
        var (_, problems) = BoardReader.Read(Encoding.UTF8.GetBytes(
            $"name: x\narchitecture: {architecture}\nboot: {boot}\nports: {{ wan: eth0 }}\npackages: {{}}\nsecure-boot: true\n"));
        Assert.StartsWith(
            $"board.yaml:6:1: secure-boot: {message}", Assert.Single(problems).ToString("board.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("boot: uefi\n", true)]
    [InlineData("boot: bios\n", false)]
    public void Read_SecureBoot_IsTakenWithUefiAlone(string boot, bool asks)
    {
        var (board, problems) = BoardReader.Read(Encoding.UTF8.GetBytes($"{Board}{boot}secure-boot: {(asks ? "true" : "false")}\n"));
        Assert.Empty(problems);
        Assert.Equal(asks, board!.SecureBoot);
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
    public void Read_ContainerInQemu_IsAProblemWithItsPlace()
    {
        var (_, problems) = BoardReader.Read(
            "name: x\narchitecture: x86_64\nboot: container\nports: { wan: eth0 }\npackages: {}\nqemu: { disk: nvme }\n"u8.ToArray());
        Assert.Equal(
            "board.yaml:6:1: qemu: QEMU starts machines, and this is a container (leave it out)",
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
