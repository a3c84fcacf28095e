using System.Text;
using Router.Image.Edges;
using Router.Image.Initramfs;

namespace Router.Image.Tests.Initramfs;

public sealed class CpioWriterTests
{
    [Fact]
    public void WriteFile_Bytes_AreANewcEntryPaddedToFour()
    {
        using var output = new MemoryStream();
        new CpioWriter(output).WriteFile("init", 0x1ED, "abcde"u8);
        const string header = "070701" + "00000001" + "000081ed" + "00000000" + "00000000" + "00000001" + "00000000" + "00000005"
            + "00000000" + "00000000" + "00000000" + "00000000" + "00000005" + "00000000";
        Assert.Equal(header + "init\0" + "\0" + "abcde" + "\0\0\0", Encoding.ASCII.GetString(output.ToArray()));
    }

    [Fact]
    public async Task Archive_UnpackedByCpio_HasFilesModesAndLinks()
    {
        var folder = Directory.CreateTempSubdirectory("router-cpio").FullName;
        try
        {
            var file = Path.Combine(folder, "archive");
            await using (var output = File.Create(file))
            {
                var cpio = new CpioWriter(output);
                cpio.WriteDirectory("bin");
                cpio.WriteFile("bin/tool", 0x1ED, "#!/bin/sh\n"u8);
                cpio.WriteLink("bin/sh", "tool");
                cpio.WriteEnd();
            }
            (await Tool.RunAsync(["cpio", "-idm", "--quiet", "-D", folder, "-F", file], TestContext.Current.CancellationToken))
                .OrThrow("cpio");
            Assert.Equal("#!/bin/sh\n", await File.ReadAllTextAsync(Path.Combine(folder, "bin/sh"), TestContext.Current.CancellationToken));
            Assert.Equal((UnixFileMode)0x1ED, File.GetUnixFileMode(Path.Combine(folder, "bin/tool")));
            Assert.Equal("tool", new FileInfo(Path.Combine(folder, "bin/sh")).LinkTarget);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
