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
    public void Entries_EmptyFolders_StayWhereStateLives()
    {
        var entries = LabPackage.Entries(Tar(Folder("./var/lib/samba/"), Folder("./etc/chrony/conf.d/"), Folder("./usr/share/empty/")));
        Assert.Equal(["etc/chrony/conf.d", "var/lib/samba"], entries.Select(e => e.Path).Order(StringComparer.Ordinal));
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
