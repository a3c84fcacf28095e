using System.Text;
using Router.Daemon.Backups;
using Router.Daemon.Edges;
using Router.Testing;
using Router.Wire.Tar;

namespace Router.Daemon.Tests.Backups;

/// <summary>The file itself: what is in it, who reads it, and which ones nobody does.</summary>
public class BackupFileTests
{
    [Fact]
    public void Write_SameStateAndDevice_IsTheSameToTheByte_AfterARestartToo()
    {
        var folder = Directory.CreateTempSubdirectory("device-").FullName;
        var first = BackupWriter.Write(Samples.Source, new DeviceIdentity(folder, new Disk()));
        Assert.Equal(first, BackupWriter.Write(Samples.Source, new DeviceIdentity(folder, new Disk())));
        var other = BackupWriter.Write(Samples.Source with { Hostname = "away" }, new DeviceIdentity(folder, new Disk()));
        Assert.NotEqual(first, other);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "identity.key")));
    }

    [Fact]
    public void Write_Read_HasAllOfIt()
    {
        var device = Samples.NewDevice();
        var content = BackupReader.Read(BackupWriter.Write(Samples.Source, device), () => null);
        Assert.Equal(Samples.Source.Document, content.Document);
        Assert.Equal("correct-horse", content.Secrets["mesh"]);
        Assert.Equal("192.0.2.0/24\n", Encoding.UTF8.GetString(content.SetFiles["blocked.txt"]));
        Assert.Equal(Samples.Key, content.HostKey);
        Assert.Equal(DeviceSignature.Fingerprint(device.PublicKey), content.Device);
        var manifest = content.Manifest!;
        Assert.Equal((12, "anna", "home", "vm-x86_64"), (manifest.Generation, manifest.By, manifest.Hostname, manifest.Board));
        Assert.Equal(
            ["etc/apk/protected_paths.d/lbu.list", "etc/apk/world", "etc/hostname", "etc/runlevels/default/sshd"],
            content.Left.Select(left => left.Path));
    }

    [Fact]
    public void Write_AnotherDocumentRunsThanBoots_BothAreInIt_AndTheOneThatRunsIsTaken()
    {
        var source = Samples.Source with { Startup = "version: 1\n# of before\n"u8.ToArray() };
        var backup = BackupWriter.Write(source, Samples.NewDevice());
        Assert.Equal(source.Startup, Samples.Entries(backup).Single(entry => entry.Path == BackupPlaces.Startup).Content.ToArray());
        Assert.Equal(source.Document, BackupReader.Read(backup, () => null).Document);
    }

    [Theory]
    [InlineData("tar")]
    [InlineData("busybox tar")]
    public void Write_UnpackedAsADisklessAlpineDoes_StandsWhereARouterFindsIt(string tar)
    {
        var root = Directory.CreateTempSubdirectory("sysroot-").FullName;
        var file = Path.Combine(root, "home.apkovl.tar.gz");
        File.WriteAllBytes(file, BackupWriter.Write(Samples.Source, Samples.NewDevice()));
        var words = tar.Split(' ');
        var (code, _, error) = Programs.Run(words[0], [.. words[1..], "-C", root, "-zxf", file]);
        Assert.True(code == 0 && error.Length == 0, error);
        var state = Path.Combine(root, "var/lib/router");
        Assert.Equal("version: 1\nsystem: { hostname: home }\n", File.ReadAllText(Path.Combine(state, "startup.yaml")));
        Assert.Equal("correct-horse", new SecretFiles(Path.Combine(state, "secrets"), new Disk()).Find("mesh"));
        Assert.Equal("192.0.2.0/24\n", File.ReadAllText(Path.Combine(state, "sets/blocked.txt")));
        Assert.Equal(Samples.Key, new HostKeyFiles(Path.Combine(root, "data/ssh/ssh_host_ed25519_key"), new Disk()).Read());
        Assert.Equal("home\n", File.ReadAllText(Path.Combine(root, "etc/hostname")));
        Assert.Equal("+var/lib/router\n+data/ssh\n", File.ReadAllText(Path.Combine(root, "etc/apk/protected_paths.d/lbu.list")));
        foreach (var secret in (string[])["var/lib/router/startup.yaml", "var/lib/router/secrets/mesh", "data/ssh/ssh_host_ed25519_key"])
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(root, secret)));
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void Write_WithoutRunlevels_LetsADisklessAlpineStartItsOwnServices()
    {
        var bare = BackupWriter.Write(Samples.Source with { System = [] }, Samples.NewDevice());
        Assert.Contains(Samples.Entries(bare), entry => entry.Path == "etc/.default_boot_services");
        Assert.DoesNotContain(
            Samples.Entries(BackupWriter.Write(Samples.Source, Samples.NewDevice())), entry => entry.Path == "etc/.default_boot_services");
    }

    [Fact]
    public void Write_ListOfLbuIsThere_KeepsItsLines()
    {
        var backup = BackupWriter.Write(
            Samples.Source with { System = [Samples.Entry("etc/apk/protected_paths.d/lbu.list", "+root/notes\n+data/ssh\n")] },
            Samples.NewDevice());
        Assert.Equal(
            "+root/notes\n+data/ssh\n+var/lib/router\n",
            Encoding.UTF8.GetString(Samples.Entries(backup).Single(entry => entry.Path == BackupPlaces.LbuList).Content.Span));
    }

    [Fact]
    public void Signature_IsOneThatOpensslVerifies()
    {
        var root = Directory.CreateTempSubdirectory("verify-").FullName;
        foreach (var entry in Samples.Entries(BackupWriter.Write(Samples.Source, Samples.NewDevice())))
        {
            if (entry.Path.StartsWith(BackupPlaces.About, StringComparison.Ordinal))
                File.WriteAllBytes(Path.Combine(root, Path.GetFileName(entry.Path)), entry.Content.ToArray());
        }
        string[] words =
        [
            "dgst", "-sha256", "-verify", Path.Combine(root, "device.pub"), "-signature", Path.Combine(root, "manifest.sig"),
            Path.Combine(root, "manifest.json"),
        ];
        var (code, output, error) = Programs.Run("openssl", words);
        Assert.True(code == 0, error);
        Assert.Equal("Verified OK\n", Encoding.UTF8.GetString(output));
        File.AppendAllText(Path.Combine(root, "manifest.json"), " ");
        Assert.NotEqual(0, Programs.Run("openssl", words).Code);
        Directory.Delete(root, recursive: true);
    }

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("påssørd €")]
    public void Encrypted_ReadByOpenssl_AndBack(string password)
    {
        var backup = BackupWriter.Write(Samples.Source, Samples.NewDevice());
        var line = Encoding.UTF8.GetBytes($"{password}\n");
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, SaltedCipher.Encrypt(backup, password));
        var (code, plain, error) = Programs.Run("openssl", ["enc", "-d", "-aes-256-cbc", "-in", file, "-pass", "stdin"], line);
        Assert.True(code == 0, error);
        Assert.Equal(backup, plain);

        File.WriteAllBytes(file, backup);
        (code, var encrypted, error) = Programs.Run("openssl", ["enc", "-aes-256-cbc", "-salt", "-in", file, "-pass", "stdin"], line);
        Assert.True(code == 0, error);
        Assert.Equal(Samples.Source.Document, BackupReader.Read(encrypted, () => password).Document);
        Assert.Contains("password is another one", Samples.Refusal(encrypted, "another"), StringComparison.Ordinal);
        Assert.Contains("no password was given", Samples.Refusal(encrypted), StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void Read_OfLbu_NamesEveryPathThatIsNotTaken()
    {
        var content = BackupReader.Read(Samples.OfLbu, () => null);
        Assert.Null(content.Manifest);
        Assert.Null(content.Document);
        Assert.NotNull(content.Hostname);
        var all = Samples.Entries(Samples.OfLbu).Where(entry => entry.Kind != TarKind.Folder).Select(entry => entry.Path);
        Assert.Equal(
            all.Where(path => path != "etc/hostname").Order(StringComparer.Ordinal),
            content.Left.Select(left => left.Path).Order(StringComparer.Ordinal));
        Assert.Equal(20, content.Left.Count + 1);
        Assert.Contains("set interfaces", Reason("etc/network/interfaces"), StringComparison.Ordinal);
        Assert.Contains("packages", Reason("etc/apk/world"), StringComparison.Ordinal);
        Assert.Contains("routerd starts", Reason("etc/runlevels/default/sshd"), StringComparison.Ordinal);
        Assert.Contains("system users", Reason("etc/passwd"), StringComparison.Ordinal);

        string Reason(string path) => content.Left.Single(left => left.Path == path).Reason;
    }

    [Fact]
    public void Read_EveryFlippedBit_IsRefused_OrChangesNothing()
    {
        var device = Samples.NewDevice();
        var backup = BackupWriter.Write(Samples.Source, device);
        var whole = Texts(backup);
        for (var at = 0; at < backup.Length; at++)
        {
            var flipped = (byte[])backup.Clone();
            flipped[at] ^= (byte)(1 << (at % 8));
            // Times and names in gzip's header say nothing.
            if (Samples.Refusal(flipped).Length == 0)
                Assert.Equal(whole, Texts(flipped));
        }

        static List<string> Texts(byte[] of) =>
            [.. Samples.Entries(of).Select(entry => $"{entry.Path} {Convert.ToHexString(entry.Content.Span)} {entry.Target}")];
    }

    [Fact]
    public void Read_EveryTruncation_IsRefused()
    {
        var backup = BackupWriter.Write(Samples.Source, Samples.NewDevice());
        for (var length = 0; length < backup.Length; length++)
            Assert.True(Samples.Refusal(backup[..length]).Length > 0, $"{length} bytes");
        for (var length = 0; length < Samples.OfLbu.Length; length++)
            Assert.True(Samples.Refusal(Samples.OfLbu[..length]).Length > 0, $"{length} bytes of lbu's");
    }

    [Fact]
    public void Read_AnyBytes_IsRefusedOrRead()
    {
        var backup = BackupWriter.Write(Samples.Source, Samples.NewDevice());
        Fuzz.Run([backup, Samples.OfLbu, SaltedCipher.Encrypt(backup, "x")], bytes => _ = Samples.Refusal(bytes, "x"));
        // Behind gzip's checksum, where the first mutation above ends.
        Fuzz.Run(
            [GzipFile.Unpack(backup, 1 << 20), GzipFile.Unpack(Samples.OfLbu, 1 << 20)],
            bytes => _ = Samples.Refusal(GzipFile.Pack(bytes)));
    }

    [Fact]
    public void Read_FileChangedAddedOrTakenOut_SaysWhich()
    {
        var entries = Samples.Entries(BackupWriter.Write(Samples.Source, Samples.NewDevice()));
        Refused(
            "var/lib/router/secrets/mesh is not as it was signed",
            entry => entry.Path == "var/lib/router/secrets/mesh" ? entry with { Content = "wrong-horse"u8.ToArray() } : entry);
        Refused(
            "etc/runlevels/default/sshd is not as it was signed",
            entry => entry.Kind == TarKind.SymbolicLink ? entry with { Target = "/root/mine" } : entry);
        Refused("data/ssh/ssh_host_ed25519_key was taken out of it", entry => entry.Path == BackupPlaces.HostKey ? null : entry);
        Refused("manifest.sig is missing", entry => entry.Path == BackupPlaces.Signature ? null : entry);
        Refused("manifest.json is missing", entry => entry.Path == BackupPlaces.Manifest ? null : entry);
        // Another key in its place signs nothing of this.
        var other = Samples.NewDevice().PublicKey;
        Refused(
            "signature of its manifest is wrong",
            entry => entry.Path == BackupPlaces.PublicKey ? Samples.Entry(entry.Path, other) : entry);
        var more = Samples.Pack([.. entries, Samples.Entry("etc/shadow", "root::0:::::\n")]);
        Assert.Contains("etc/shadow was added to it", Samples.Refusal(more), StringComparison.Ordinal);

        void Refused(string reason, Func<TarEntry, TarEntry?> change) => Assert.Contains(
            reason, Samples.Refusal(Samples.Pack(entries.Select(change).OfType<TarEntry>())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"format\": 1,", "\"format\": 2,", "made by a newer version (0.1.0)")]
    [InlineData("\"product\": \"router\"", "\"product\": \"toaster\"", "of another product, \"toaster\"")]
    [InlineData("\"format\": 1,", "\"format\": 0,", "cannot be read")]
    [InlineData("\"format\": 1,", "", "cannot be read")]
    [InlineData("{", "[", "cannot be read")]
    public void Read_AnotherFormatOrProduct_IsRefused(string before, string after, string reason)
    {
        var entries = Samples.Entries(BackupWriter.Write(Samples.Source, Samples.NewDevice()));
        var json = Encoding.UTF8.GetString(entries.Single(entry => entry.Path == BackupPlaces.Manifest).Content.Span);
        var at = json.IndexOf(before, StringComparison.Ordinal);
        Assert.True(at >= 0, json);
        var other = Samples.Entry(BackupPlaces.Manifest, $"{json[..at]}{after}{json[(at + before.Length)..]}");
        var backup = Samples.Pack(entries.Select(entry => entry.Path == other.Path ? other : entry));
        Assert.Contains(reason, Samples.Refusal(backup), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Bomb_IsRefusedBeforeItFillsTheMemory()
    {
        var zeros = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(zeros, System.IO.Compression.CompressionLevel.Fastest))
        {
            for (var i = 0; i < 256; i++)
                gzip.Write(new byte[1 << 20]);
        }
        Assert.Contains("holds more than", Samples.Refusal(zeros.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LinkWhereADocumentBelongs_IsRefused() => Assert.Contains(
        "startup.yaml in it is no file",
        Samples.Refusal(Samples.Pack([new TarEntry(BackupPlaces.Startup, TarKind.SymbolicLink) { Target = "/etc/shadow" }])),
        StringComparison.Ordinal);

    [Fact]
    public void Read_LinkWhereASecretOrKeyBelongs_IsNotTaken()
    {
        var content = BackupReader.Read(
            Samples.Pack([
                new TarEntry("var/lib/router/secrets/mesh", TarKind.SymbolicLink) { Target = "/etc/shadow" },
                new TarEntry("etc/ssh/ssh_host_ed25519_key", TarKind.SymbolicLink) { Target = "/etc/shadow" },
            ]),
            () => null);
        Assert.Empty(content.Secrets);
        Assert.Null(content.HostKey);
        Assert.Equal(2, content.Left.Count);
    }

    [Fact]
    public void HostKey_OtherKindsAndPassphrases_AreNone()
    {
        var folder = Directory.CreateTempSubdirectory("keys-").FullName;
        foreach (var (kind, phrase) in (ReadOnlySpan<(string, string)>)[("ecdsa", ""), ("rsa", ""), ("ed25519", "secret phrase")])
        {
            var file = Path.Combine(folder, $"{kind}{phrase.Length}");
            Assert.Equal(0, Programs.Run("ssh-keygen", ["-q", "-t", kind, "-N", phrase, "-f", file]).Code);
            Assert.Null(HostKey.TryRead(File.ReadAllBytes(file)));
        }
        Directory.Delete(folder, recursive: true);
        Fuzz.Run([Encoding.ASCII.GetBytes(Samples.Key.Text)], bytes => _ = HostKey.TryRead(bytes));
    }
}
