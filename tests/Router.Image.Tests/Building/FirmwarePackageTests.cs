using Router.Features.Composition;
using Router.Image.Apk;
using Router.Image.Apk.Installing;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Resolving;
using Router.Image.Apk.Writing;
using Router.Image.Building;
using Router.Image.Tests.Apk;

namespace Router.Image.Tests.Building;

public class FirmwarePackageTests
{
    private static readonly (string, byte[])[] Scripts = [("squid", "#!/sbin/openrc-run\n"u8.ToArray())];
    private static readonly ApkRepository Firmware =
        FirmwarePackage.Repository(["squid", "nftables"], Scripts, "x86_64", "0.1.0", TestKeys.Signing);

    [Fact]
    public void Resolve_Firmware_BringsWhatItNeeds()
    {
        var others = TestRepository.Open("squid 6-r0\nnftables 1-r0\nother 1-r0");
        var packages = ApkResolver.Resolve([others, Firmware], [FirmwarePackage.Name]);
        Assert.Equal(["squid 6-r0", "nftables 1-r0", "router-base 0.1.0-r0"], packages.Select(p => $"{p.Name} {p.Version}"));
    }

    [Fact]
    public void Resolve_WhatNobodyHas_IsNamedWithWhoNeedsIt()
    {
        var error = Assert.Throws<UnsolvableException>(
            () => ApkResolver.Resolve([TestRepository.Open("squid 6-r0"), Firmware], [FirmwarePackage.Name]));
        Assert.Contains("nftables (no such package)", error.Message, StringComparison.Ordinal);
        Assert.Contains("router-base-0.1.0-r0[nftables]", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The image's initramfs is made here: Alpine's generator would be a dozen packages and a minute for nothing.</summary>
    [Fact]
    public void Resolve_KernelOfAlpine_NeedsNoGeneratorBesideTheFirmware()
    {
        Assert.SkipWhen(AlpineResolveTests.Folder is null, "ROUTER_ALPINE names no folder with Alpine's indexes");
        var alpine = AlpineResolveTests.Repositories();
        string[] Names(IReadOnlyList<ApkRepository> repositories, params string[] wishes) =>
            [.. ApkResolver.Resolve(repositories, wishes).Select(p => p.Name)];

        Assert.Contains("mkinitfs", Names(alpine, "linux-virt"));
        var own = FirmwarePackage.Repository(["nftables"], [], "x86_64", "0.1.0", TestKeys.Signing);
        var names = Names([.. alpine, own], FirmwarePackage.Name, "linux-virt");
        Assert.Contains("linux-virt", names);
        Assert.DoesNotContain("mkinitfs", names);
    }

    /// <summary>Of two scripts of one name the last one would stay, and the package of the other not be as it was installed.</summary>
    [Fact]
    public void Resolve_FeaturesOfAlpine_BringNoScriptsOfTheirServices()
    {
        Assert.SkipWhen(AlpineResolveTests.Folder is null, "ROUTER_ALPINE names no folder with Alpine's indexes");
        var needs = FirmwarePackage.OfAlpine([.. FeaturePackages.All.Common, .. FeaturePackages.All.Alpine]);
        var own = FirmwarePackage.Repository(needs, [], "x86_64", "0.1.0", TestKeys.Signing);
        var names = ApkResolver.Resolve([.. AlpineResolveTests.Repositories(), own], [FirmwarePackage.Name, "openrc", "kmod"])
            .Select(p => p.Name).ToList();
        Assert.Contains("openssh-server", names);
        Assert.Equal(
            ["kmod-openrc", "logrotate-openrc"],
            names.Where(n => n.EndsWith("-openrc", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Install_Firmware_HasTheScriptsInThePlaceOfThoseOfOthers()
    {
        var theirs = ApkWriter.Write(
            new PackageDescription { Name = "squid", Version = "6-r0", Architecture = "x86_64" },
            [new PackageEntry.RegularFile("etc/init.d/squid", 0x1ed, FileOwner.Root, "theirs"u8.ToArray())], null, TestKeys.Signing);
        var own = FirmwarePackage.Repository(["squid"], Scripts, "x86_64", "0.1.0", TestKeys.Signing);
        var tree = new MemoryTree();
        var result = ApkInstaller.Install(
            ApkResolver.Resolve([TestRepository.Open(theirs), own], [FirmwarePackage.Name]), [FirmwarePackage.Name], "x86_64", tree,
            new NoScripts());
        Assert.Empty(result.Errors);
        Assert.Equal("#!/sbin/openrc-run\n", tree.Text("etc/init.d/squid"));
        Assert.Equal(0x1ed, tree.Find("etc/init.d/squid")!.Value.Mode);
    }

    private sealed class NoScripts : IScriptRunner
    {
        public string? Run(string path, IReadOnlyList<string> arguments) => "there is none";
    }

    [Fact]
    public void Repository_OfTheSame_IsTheSame()
    {
        var again = FirmwarePackage.Repository(["squid", "nftables"], Scripts, "x86_64", "0.1.0", TestKeys.Signing);
        var other = FirmwarePackage.Repository(["squid"], Scripts, "x86_64", "0.1.0", TestKeys.Signing);
        Assert.Equal(Checksum(Firmware), Checksum(again));
        Assert.NotEqual(Checksum(Firmware), Checksum(other));

        static string Checksum(ApkRepository repository) =>
            ApkResolver.Resolve([TestRepository.Open("squid 6-r0\nnftables 1-r0"), repository], [FirmwarePackage.Name])[^1].Checksum;
    }

    [Fact]
    public void Lock_NamesThePackagesOfTheInitramfsToo()
    {
        var root = ApkResolver.Resolve([TestRepository.Open("musl 1-r0\nbusybox 1-r0 D:musl")], ["busybox"]);
        var early = ApkResolver.Resolve([TestRepository.Open("musl 1-r0\nbusybox-static 2-r0 D:musl")], ["busybox-static"]);
        Assert.Equal(["musl 1-r0", "busybox 1-r0", "busybox-static 2-r0"], LockText.Of(root, early).Split('\n').Select(Name).SkipLast(1));

        static string Name(string line) => string.Join(' ', line.Split(' ').Take(2));
    }
}
