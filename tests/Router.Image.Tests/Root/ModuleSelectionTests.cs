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

    private static readonly ModuleSelection Modules = ModuleSelection.Parse(Dep);

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
}
