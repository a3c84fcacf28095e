using System.Formats.Tar;
using System.Text;
using Router.Image.Apk;
using Router.Image.Lab;

namespace Router.Image.Tests.Lab;

public sealed class LabPackageTests
{
    [Fact]
    public void Entries_OfATar_HaveMergedPathsAndWhatIsWanted()
    {
        var entries = LabPackage.Entries(Tar(
            Folder("./bin/"), File("./bin/tool", "#!", 493), Link("./bin/alias", "tool"),
            Folder("./usr/share/doc/tool/"), File("./usr/share/doc/tool/copyright", "words", 420)));
        Assert.Equal(["usr/bin", "usr/bin/alias", "usr/bin/tool"], entries.Select(e => e.Path).Order(StringComparer.Ordinal));
        var tool = Assert.IsType<PackageEntry.RegularFile>(Assert.Single(entries, e => e.Path == "usr/bin/tool"));
        Assert.Equal((493, "#!"), (tool.Mode, Encoding.UTF8.GetString(tool.Content.ToArray())));
        Assert.Equal("tool", Assert.IsType<PackageEntry.SymbolicLink>(Assert.Single(entries, e => e.Path == "usr/bin/alias")).Target);
    }

    [Fact]
    public void Entries_OfWhatRunsAsRootForWhoeverStartsIt_RunAsWhoStartsThem()
    {
        const int setUser = 2048, setGroup = 1024, usual = 493;
        var entries = LabPackage.Entries(Tar(
            File("./usr/sbin/a", "", usual | setUser), File("./usr/sbin/b", "", usual | setGroup), File("./usr/sbin/c", "", usual)));
        Assert.All(entries, entry => Assert.Equal(usual, Assert.IsType<PackageEntry.RegularFile>(entry).Mode));
        Assert.Equal(3, entries.Count);
    }

    [Fact]
    public void Entries_EmptyFolders_StayWhereStateLives()
    {
        var entries = LabPackage.Entries(Tar(Folder("./var/lib/samba/"), Folder("./etc/chrony/conf.d/"), Folder("./usr/share/empty/")));
        Assert.Equal(["etc/chrony/conf.d", "var/lib/samba"], entries.Select(e => e.Path).Order(StringComparer.Ordinal));
    }

    /// <summary>What installs them in Debian is no program of the image.</summary>
    [Fact]
    public void Entries_CertificatesOfAuthorities_StandInTheFileWhereProgramsLook()
    {
        var entries = LabPackage.Entries(Tar(
            Folder("./etc/ssl/certs/"), Folder("./usr/share/ca-certificates/mozilla/"),
            File("./usr/share/ca-certificates/mozilla/b.crt", "second\n", 420),
            File("./usr/share/ca-certificates/mozilla/a.crt", "first\n", 420)));
        Assert.Equal(
            ["etc/ssl/certs", "etc/ssl/certs/ca-certificates.crt"], entries.Select(e => e.Path).Order(StringComparer.Ordinal));
        var file = Assert.Single(entries.OfType<PackageEntry.RegularFile>());
        Assert.Equal("first\nsecond\n", Encoding.UTF8.GetString(file.Content.ToArray()));
    }

    [Fact]
    public void BaseEntries_MergedUsr_ButNotLib() =>
        Assert.Equal(
            ["usr/lib", "usr/bin", "bin", "usr/sbin", "sbin", "usr/lib64", "lib64"],
            LabPackage.BaseEntries().Select(e => e.Path));

    private static MemoryStream Tar(params TarEntry[] entries)
    {
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true))
        {
            foreach (var entry in entries)
                writer.WriteEntry(entry);
        }
        stream.Position = 0;
        return stream;
    }

    private static GnuTarEntry Folder(string name) => new(TarEntryType.Directory, name) { Mode = (UnixFileMode)493 };

    private static GnuTarEntry File(string name, string content, int mode) =>
        new(TarEntryType.RegularFile, name) { Mode = (UnixFileMode)mode, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) };

    private static GnuTarEntry Link(string name, string target) => new(TarEntryType.SymbolicLink, name) { LinkName = target };
}
