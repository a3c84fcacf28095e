using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Router.Image.SecureBoot;

namespace Router.Image.Tests.SecureBoot;

/// <summary>Files for firmware, held against those of efitools and sbsigntool.</summary>
public sealed class SecureBootFormatTests : IDisposable
{
    private const string Stub = "/usr/lib/systemd/boot/efi/linuxx64.efi.stub";

    private static readonly DateTimeOffset Time = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("router-secure-boot-").FullName;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>efitools wants PEM, and the time without a zone.</summary>
    [Theory]
    [InlineData("db", "KEK")]
    [InlineData("KEK", "PK")]
    [InlineData("PK", "PK")]
    public async Task Files_OfNewKeys_AreThoseOfEfitools(string name, string signer)
    {
        using var keys = SecureBootKeys.Generate("lab", Time);
        foreach (var variable in SecureBootVariable.All)
        {
            await File.WriteAllTextAsync(In($"{variable.Name}.key"), keys[variable].ToPem(null), Stopping);
            await File.WriteAllTextAsync(In($"{variable.Name}.crt"), Pem(keys[variable].Certificate.Span), Stopping);
        }
        var files = keys.Files();
        Assert.Equal(SecureBootKeys.FileNames.Order(), files.Keys.Order());

        var owner = SignatureList.Owner.ToString();
        await RunAsync("cert-to-efi-sig-list", "-g", owner, In($"{name}.crt"), In("theirs.esl"));
        Assert.Equal(await File.ReadAllBytesAsync(In("theirs.esl"), Stopping), files[$"{name}.esl"]);
        await RunAsync(
            "sign-efi-sig-list", "-g", owner, "-t", "2026-02-03 04:05:06", "-k", In($"{signer}.key"), "-c", In($"{signer}.crt"), name,
            In("theirs.esl"), In("theirs.auth"));
        Assert.Equal(await File.ReadAllBytesAsync(In("theirs.auth"), Stopping), files[$"{name}.auth"]);
    }

    [Fact]
    public async Task Certificate_OfANewKey_IsReadByOpenssl()
    {
        using var key = SecureBootKey.Generate("lab db", Time);
        await File.WriteAllBytesAsync(In("db.cer"), key.Certificate.ToArray(), Stopping);
        var text = await RunAsync("openssl", "x509", "-inform", "DER", "-in", In("db.cer"), "-noout", "-subject", "-enddate");
        Assert.Equal("subject=CN = lab db\nnotAfter=Feb  3 04:05:06 2046 GMT\n", text);
    }

    /// <summary>Whatever their length is: it is filled up to eight bytes before it is signed.</summary>
    [Fact]
    public async Task Sign_UnifiedKernel_IsVerifiedBySbverifyAndTheSameBytesAgain()
    {
        using var keys = SecureBootKeys.Generate("lab", Time);
        var key = keys[SecureBootVariable.Programs];
        var stub = await File.ReadAllBytesAsync(Stub, Stopping);
        var kernel = UnifiedKernel.Make(stub, "quiet", "ID=router\n", stub, new byte[4711]);
        var signed = Authenticode.Sign(kernel, "linux.efi", key);
        Assert.Equal(signed, Authenticode.Sign(UnifiedKernel.Make(stub, "quiet", "ID=router\n", stub, new byte[4711]), "linux.efi", key));
        await WriteAsync("db.crt", Pem(key.Certificate.Span));
        await WriteAsync("other.crt", Pem(keys[SecureBootVariable.Exchange].Certificate.Span));
        await File.WriteAllBytesAsync(In("linux.efi"), signed, Stopping);
        Assert.Contains(
            "Signature verification OK", await RunAsync("sbverify", "--cert", In("db.crt"), In("linux.efi")), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync("sbverify", "--cert", In("other.crt"), In("linux.efi")));

        foreach (var section in (string[])[".osrel", ".cmdline", ".initrd", ".linux", ".text"])
        {
            var changed = (byte[])signed.Clone();
            changed[UnifiedKernel.Find(changed, section)!.Value.Offset] ^= 1;
            await File.WriteAllBytesAsync(In("linux.efi"), changed, Stopping);
            await Assert.ThrowsAnyAsync<Exception>(() => RunAsync("sbverify", "--cert", In("db.crt"), In("linux.efi")));
        }
    }

    [Fact]
    public async Task Make_Sections_AreWhatWasGivenAndFollowEachOther()
    {
        var stub = await File.ReadAllBytesAsync(Stub, Stopping);
        var kernel = UnifiedKernel.Make(stub, "root=x quiet", "ID=router\n", stub, [1, 2, 3]);
        string Text(string section)
        {
            var (offset, length) = UnifiedKernel.Find(kernel, section)!.Value;
            return Encoding.ASCII.GetString(kernel.AsSpan(offset, length));
        }
        Assert.Equal("root=x quiet", Text(".cmdline"));
        Assert.Equal("ID=router\n", Text(".osrel"));
        Assert.Equal("\u0001\u0002\u0003", Text(".initrd"));
        var (at, size) = UnifiedKernel.Find(kernel, ".linux")!.Value;
        Assert.Equal(stub, kernel[at..(at + size)]);
        Assert.Null(UnifiedKernel.Find(kernel, ".splash"));
        var sections = PortableExecutable.Read(kernel, "it").Sections;
        foreach (var (before, after) in sections.Zip(sections.Skip(1)))
            Assert.InRange(after.Address, before.Address + before.MemorySize, before.Address + before.MemorySize + 8192);
    }

    [Fact]
    public void Read_ProgramThatIsCutOffOrChanged_IsRefusedOrReadAndNeverMore()
    {
        var stub = File.ReadAllBytes(Stub);
        var random = new Random(5);
        Assert.Throws<ImageException>(() => PortableExecutable.Read([], "it"));
        for (var run = 0; run < 3000; run++)
        {
            var bytes = stub[..random.Next(run % 2 == 0 ? 1024 : stub.Length)];
            for (var changes = random.Next(4); changes > 0 && bytes.Length > 0; changes--)
                bytes[random.Next(Math.Min(bytes.Length, 700))] = (byte)random.Next(256);
            try
            {
                var pe = PortableExecutable.Read(bytes, "it");
                Assert.All(pe.Sections, section => Assert.True(section.FileOffset + (long)section.FileSize <= bytes.Length));
            }
            catch (ImageException)
            {
                // What is no program is said to be none.
            }
        }
    }

    [Fact]
    public void Sign_WhatIsSigned_IsRefused()
    {
        using var key = SecureBootKey.Generate("lab db", Time);
        var signed = Authenticode.Sign(UnifiedKernel.Make(File.ReadAllBytes(Stub), "", "", File.ReadAllBytes(Stub), []), "it", key);
        var error = Assert.Throws<ImageException>(() => Authenticode.Sign(signed, "it", key));
        Assert.Contains("signed already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Make_KernelThatIsNoUefiProgram_IsRefused() =>
        Assert.StartsWith(
            "the kernel: no program of 64 bits for UEFI",
            Assert.Throws<ImageException>(() => UnifiedKernel.Make(File.ReadAllBytes(Stub), "", "", new byte[4096], [])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Enrol_KeysIntoAnEmptyStore_AreBehindEachOther()
    {
        using var keys = SecureBootKeys.Generate("lab", Time);
        var files = keys.Files();
        var changes = SecureBootVariable.All.Select(variable => (variable, files[$"{variable.Name}.auth"])).ToList();
        var empty = File.ReadAllBytes("/usr/share/OVMF/OVMF_VARS_4M.fd");
        var store = VariableStore.Enrol(empty, changes);
        Assert.Equal(empty.Length, store.Length);
        foreach (var variable in SecureBootVariable.All)
            Assert.True(store.AsSpan().IndexOf(files[$"{variable.Name}.esl"]) > 0);
        var error = Assert.Throws<ImageException>(() => VariableStore.Enrol(store, changes));
        Assert.Contains("no empty store", error.Message, StringComparison.Ordinal);
        Assert.Throws<ImageException>(() => VariableStore.Enrol(empty.AsSpan(0, 300), changes));
        Assert.Throws<ImageException>(() => VariableStore.Enrol(empty, [(SecureBootVariable.Platform, files["PK.esl"])]));
    }

    private static string Pem(ReadOnlySpan<byte> certificate) =>
        new(PemEncoding.Write("CERTIFICATE", certificate));

    private string In(string name) => Path.Combine(folder, name);

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(In(name), text, Stopping);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(Stopping);
        var output = await process.StandardOutput.ReadToEndAsync(Stopping);
        await process.WaitForExitAsync(Stopping);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {output}{await error}");
    }
}
