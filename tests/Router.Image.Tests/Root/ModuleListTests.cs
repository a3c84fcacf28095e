using Router.Image.Root;

namespace Router.Image.Tests.Root;

public sealed class ModuleListTests
{
    private const string Text = """
        # of people
        drivers/nvme/host/nvme initramfs

        drivers/net/phy/
        drivers/net/vmxnet3/ optional  initramfs
        """;

    private static readonly ModuleSelection Kernel = ModuleSelection.Parse("kernel/drivers/net/phy/realtek.ko:\n");

    [Fact]
    public void Parse_Lines_KnowsWhereTheyStandAndTheirWords() =>
        Assert.Equal(
            [
                new ModuleLine(2, "drivers/nvme/host/nvme", IsEarly: true, IsOptional: false),
                new ModuleLine(4, "drivers/net/phy/", IsEarly: false, IsOptional: false),
                new ModuleLine(5, "drivers/net/vmxnet3/", IsEarly: true, IsOptional: true),
            ],
            ModuleList.Parse("modules", Text).Lines);

    [Fact]
    public void For_AnArchitecture_HasItsLinesAndThoseOfAll()
    {
        var list = ModuleList.Parse("modules", "arch/x86/crypto/ x86_64\narch/arm64/crypto/ optional aarch64\ncrypto/\n");
        Assert.Empty(list.Problems);
        Assert.Equal(["arch/x86/crypto/", "crypto/"], list.For("x86_64").Lines.Select(line => line.Path));
        Assert.Equal(["arch/arm64/crypto/", "crypto/"], list.For("aarch64").Lines.Select(line => line.Path));
    }

    [Theory]
    [InlineData("net/key/ sparc", "'sparc' is no word of a list of modules")]
    [InlineData("net/key/ early", "'early' is no word of a list of modules")]
    [InlineData("kernel/net/key/", "is not a path below kernel/")]
    [InlineData("/lib/modules/net", "is not a path below kernel/")]
    [InlineData("drivers/net/tun.ko", "has a file's ending")]
    public void Parse_StrangeLine_IsAProblemWithItsPlace(string line, string message)
    {
        var list = ModuleList.Parse("boards/box/modules", $"# first\n{line}\n");
        Assert.Empty(list.Lines);
        var problem = Assert.Single(list.Problems).ToString(list.File);
        Assert.StartsWith("boards/box/modules:2:1: ", problem, StringComparison.Ordinal);
        Assert.Contains(message, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_ModuleThatTheKernelLacks_IsNamedWithItsLine() =>
        Assert.Equal(
            "modules:2:1: drivers/nvme/host/nvme: kernel 6.1 has no such module "
                + "(mend the path, take the line out, or write 'optional' behind it if other kernels have it)",
            Assert.Single(MissingModules.Of(ModuleList.Parse("modules", Text), Kernel, "6.1")).ToString("modules"));
}
