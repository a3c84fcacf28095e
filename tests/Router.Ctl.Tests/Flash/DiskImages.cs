using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Router.Core.Trust;
using Router.Image.Trust;

namespace Router.Ctl.Tests.Flash;

/// <summary>Disk images made, and judged, by sfdisk.</summary>
internal static class DiskImages
{
    /// <summary>64 MiB with a boot, a root and a data partition, and noise in the second.</summary>
    public static string Make(TemporaryFolder folder, string name = "disk.img")
    {
        var path = folder[name];
        using (var file = File.Create(path))
            file.SetLength(64 << 20);
        Sfdisk(path, "label: gpt\nsize=4MiB, type=uefi\nsize=30MiB, type=linux\nsize=8MiB, type=linux\n");
        using var disk = File.OpenWrite(path);
        var noise = new byte[3_000_000];
        new Random(1).NextBytes(noise);
        disk.Position = 6 << 20;
        disk.Write(noise);
        return path;
    }

    /// <summary>A manifest beside the image that a key signed; and the folder of its public half.</summary>
    public static (string Image, string Keys) Sign(string image, TemporaryFolder folder)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(image)));
        var manifest = $$"""
            { "board": "box", "source": "lab", "repositories": [], "version": "1", "kernel": "6", "architecture": "x86_64", "packages": 0,
              "linked": [], "files": [{ "name": "disk.img", "size": {{new FileInfo(image).Length}}, "sha256": "{{hash}}" }] }
            """;
        folder.Write("manifest.json", manifest);
        using var signer = ReleaseSigner.Generate("maker");
        File.WriteAllBytes(folder["manifest.json.sig"], signer.Sign(Encoding.UTF8.GetBytes(manifest)));
        folder.Write("keys/maker.pem", signer.Public.ToText());
        return (image, folder["keys"]);
    }

    /// <summary>Something that is wrong with a signed image; and the image to flash.</summary>
    public static string Spoil(TemporaryFolder folder, string image, string fault)
    {
        var key = ReleaseKey.Parse("maker", File.ReadAllText(folder["keys/maker.pem"]));
        switch (fault)
        {
            case "unsigned": File.Delete(folder["manifest.json"]); break;
            case "signature": File.Delete(folder["manifest.json.sig"]); break;
            case "stranger":
                using (var other = ReleaseSigner.Generate("other"))
                    folder.Write("keys/maker.pem", other.Public.ToText());
                break;
            case "manifest": File.AppendAllText(folder["manifest.json"], " "); break;
            case "revoked": folder.Write("keys/maker.pem", (key with { Revoked = "stolen" }).ToText()); break;
            case "expired": folder.Write("keys/maker.pem", (key with { Until = new DateOnly(2020, 2, 29) }).ToText()); break;
            case "flipped":
                var bytes = File.ReadAllBytes(image);
                bytes[^(8 << 20)] ^= 1;
                File.WriteAllBytes(image, bytes);
                break;
            case "other":
                File.Move(image, folder["other.img"]);
                return folder["other.img"];
            default: throw new ArgumentException(fault, nameof(fault));
        }
        return image;
    }

    /// <summary>What sfdisk finds wrong; it says "No errors detected." of a good one.</summary>
    public static string Verify(string path) => Sfdisk(path, "", "--verify");

    public static string Dump(string path) => Sfdisk(path, "", "--dump");

    private static string Sfdisk(string path, string input, params string[] options)
    {
        var start = new ProcessStartInfo("sfdisk", [.. options, path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var text = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, text);
        return text;
    }
}
