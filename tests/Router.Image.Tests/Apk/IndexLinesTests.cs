using System.Security.Cryptography;
using System.Text;
using Router.Image.Apk.Index;

namespace Router.Image.Tests.Apk;

/// <summary>Lists that an index gives in several lines: apk adds them up.</summary>
public class IndexLinesTests
{
    [Theory]
    [InlineData("D:b\nD:c", "b c", "", "")]
    [InlineData("D:b c\nD:d", "b c d", "", "")]
    [InlineData("p:java-a\np:java-b=1", "", "java-a java-b=1", "")]
    [InlineData("i:x\ni:y", "", "", "x y")]
    [InlineData("D:b\np:x\nD:c\np:y\ni:u\nD:!d\ni:v", "b c !d", "x y", "u v")]
    [InlineData("D:\nD:b\nD:", "b", "", "")]
    [InlineData("D:b =broken c\nD:d", "b d", "", "")]
    public void Read_FieldInSeveralLines_IsTheSum(string lines, string depends, string provides, string installIf)
    {
        var catalog = new Catalog();
        var checksum = Convert.ToBase64String(SHA256.HashData([])[..20]);
        IndexText.Read(catalog, Encoding.UTF8.GetBytes($"C:Q1{checksum}\nP:a\nV:1-r0\n{lines}\n\n"), 1);
        var package = catalog.Package(0);
        Assert.Equal(
            (depends, provides, installIf),
            (Words(catalog, package.Depends), Words(catalog, package.Provides), Words(catalog, package.InstallIf)));
        foreach (var name in provides.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Assert.True(catalog.FirstProvider(catalog.Names.Intern(catalog.Text.Append(Encoding.UTF8.GetBytes(name.Split('=')[0])))) >= 0);
    }

    private static string Words(Catalog catalog, Slice slice)
    {
        List<string> words = [];
        foreach (ref readonly var dependency in catalog.Dependencies(slice))
        {
            var version = dependency.Version.IsEmpty ? "" : "=" + catalog.Text.String(dependency.Version);
            words.Add((dependency.IsConflict ? "!" : "") + Encoding.UTF8.GetString(catalog.Names[dependency.Name]) + version);
        }
        return string.Join(' ', words);
    }
}
