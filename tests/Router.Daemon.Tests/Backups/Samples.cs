using System.Text;
using Router.Daemon.Backups;
using Router.Daemon.Edges;
using Router.Daemon.Tests.PowerCuts;
using Router.Testing;
using Router.Wire.Tar;

namespace Router.Daemon.Tests.Backups;

/// <summary>Backups to take apart.</summary>
internal static class Samples
{
    public const long Time = 315_532_800;

    public static readonly HostKey Key = NewKey();

    /// <summary>Made by the real lbu on an Alpine.</summary>
    public static byte[] OfLbu => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Backups", "made-by-lbu.apkovl.tar.gz"));

    public static BackupSource Source => new()
    {
        Version = "0.1.0",
        Hostname = "home",
        Board = "vm-x86_64",
        Document = "version: 1\nsystem: { hostname: home }\n"u8.ToArray(),
        Startup = "version: 1\nsystem: { hostname: home }\n"u8.ToArray(),
        Generation = 12,
        By = "anna",
        Committed = new DateTimeOffset(2026, 5, 17, 12, 0, 0, TimeSpan.Zero),
        Secrets = new Dictionary<string, byte[]> { ["mesh"] = "correct-horse"u8.ToArray() },
        SetFiles = new Dictionary<string, byte[]> { ["blocked.txt"] = "192.0.2.0/24\n"u8.ToArray() },
        HostKey = Key,
        System =
        [
            new TarEntry("etc/apk/world", TarKind.File) { Mode = 0b110_100_100, Content = "alpine-base\n"u8.ToArray() },
            new TarEntry("etc/runlevels/default/sshd", TarKind.SymbolicLink) { Mode = 0b111_101_101, Target = "/etc/init.d/sshd" },
        ],
    };

    /// <summary>A key of ssh-keygen(1).</summary>
    public static HostKey NewKey()
    {
        var folder = Directory.CreateTempSubdirectory("key-").FullName;
        try
        {
            var (code, _, error) = Programs.Run(
                "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", Path.Combine(folder, "key")]);
            Assert.True(code == 0, error);
            var key = HostKey.TryRead(File.ReadAllBytes(Path.Combine(folder, "key")));
            Assert.Equal(File.ReadAllText(Path.Combine(folder, "key.pub")).Trim(), key?.PublicLine.Trim());
            return key!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A device of its own.</summary>
    public static DeviceIdentity NewDevice() => new("/state", new LoggedDisk());

    public static IReadOnlyList<TarEntry> Entries(byte[] backup)
    {
        Assert.True(TarReader.TryRead(GzipFile.Unpack(backup, 64 << 20), out var entries, out var problem), problem);
        return entries;
    }

    public static byte[] Pack(IEnumerable<TarEntry> entries) => GzipFile.Pack(TarWriter.Write(entries, Time));

    public static TarEntry Entry(string path, string content) =>
        new(path, TarKind.File) { Mode = 0b110_000_000, Content = Encoding.UTF8.GetBytes(content) };

    /// <summary>Why it is refused; an empty text: it is not.</summary>
    public static string Refusal(byte[] backup, string? password = null)
    {
        try
        {
            _ = BackupReader.Read(backup, () => password);
            return "";
        }
        catch (BackupException exception)
        {
            Assert.DoesNotContain(exception.Message, char.IsControl);
            return exception.Message;
        }
    }
}
