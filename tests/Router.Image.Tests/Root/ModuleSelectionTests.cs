using Router.Image.Root;

namespace Router.Image.Tests.Root;

public sealed class ModuleSelectionTests
{
    private const string Dep = """
        kernel/net/bridge/bridge.ko: kernel/net/802/stp.ko kernel/net/llc/llc.ko
        kernel/net/802/stp.ko: kernel/net/llc/llc.ko
        kernel/net/llc/llc.ko:
        kernel/drivers/net/virtio_net.ko.gz: kernel/net/core/failover.ko.gz
        kernel/net/core/failover.ko.gz:
        kernel/net/bridgework/other.ko:
        kernel/fs/nls/nls_cp437.ko:
        """;

    private const string BuiltIn = """
        kernel/fs/ext4/ext4.ko
        kernel/drivers/input/keyboard/atkbd.ko
        """;

    private static readonly ModuleSelection Modules = ModuleSelection.Parse(Dep, BuiltIn);

    [Fact]
    public void LoadOrder_Module_ComesAfterWhatItNeeds() =>
        Assert.Equal(["kernel/net/llc/llc.ko", "kernel/net/802/stp.ko", "kernel/net/bridge/bridge.ko"], Modules.LoadOrder(["bridge"]));

    [Fact]
    public void LoadOrder_NeededTwice_IsLoadedOnce() => Assert.Equal(3, Modules.LoadOrder(["stp", "bridge", "llc"]).Count);

    [Fact]
    public void LoadOrder_DashForUnderscore_IsTheSameModule() =>
        Assert.Equal(["kernel/fs/nls/nls_cp437.ko"], Modules.LoadOrder(["nls-cp437"]));

    [Fact]
    public void LoadOrder_BuiltInOrUnknown_GivesNone() => Assert.Empty(Modules.LoadOrder(["ext4"]));

    [Fact]
    public void Select_Folder_TakesAllBelowItAndWhatTheyNeed() =>
        Assert.Equal(
            ["kernel/net/802/stp.ko", "kernel/net/bridge/bridge.ko", "kernel/net/llc/llc.ko"],
            Modules.Select(["net/bridge/"]).Order(StringComparer.Ordinal));

    [Fact]
    public void Select_SingleModule_IsFoundWhateverItsCompression() =>
        Assert.Equal(
            ["kernel/drivers/net/virtio_net.ko.gz", "kernel/net/core/failover.ko.gz"],
            Modules.Select(["drivers/net/virtio_net"]).Order(StringComparer.Ordinal));

    [Fact]
    public void Select_SeveralLines_LoadsThemInTheirOrder() =>
        Assert.Equal(
            ["kernel/fs/nls/nls_cp437.ko", "kernel/net/llc/llc.ko", "kernel/net/802/stp.ko"],
            Modules.Select(["fs/nls/nls_cp437", "net/802/"]));

    [Theory]
    [InlineData("net/llc/llc", true)]
    [InlineData("net/llc/", true)]
    [InlineData("drivers/net/virtio_net", true)]
    [InlineData("drivers/input/keyboard/atkbd", true)]
    [InlineData("fs/ext4/", true)]
    [InlineData("net/llc", false)]
    [InlineData("net/802/llc", false)]
    [InlineData("net/bridg/", false)]
    [InlineData("drivers/net/tg3", false)]
    public void Has_ModuleFolderOrBuiltIn_IsKnownByItsWholePath(string path, bool known) => Assert.Equal(known, Modules.Has(path));
}
