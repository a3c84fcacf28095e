using Router.Daemon.Edges;

namespace Router.Daemon.Tests.Edges;

public sealed class SecretFilesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-secrets-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Set_Value_IsFoundAndForRootAlone()
    {
        var secrets = new SecretFiles(Path.Combine(folder.FullName, "secrets"), new Disk());
        secrets.Set("guest-nas", "hunter2");
        Assert.Equal("hunter2", secrets.Find("guest-nas"));
        Assert.Equal(["guest-nas"], secrets.Names());
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.FullName, "secrets", "guest-nas")));
        secrets.Remove("guest-nas");
        Assert.Null(secrets.Find("guest-nas"));
    }

    [Theory]
    [InlineData("../startup.yaml")]
    [InlineData(".hidden")]
    [InlineData("")]
    [InlineData("a/b")]
    public void Set_NameThatLeadsElsewhere_IsRefused(string name) =>
        Assert.Throws<IOException>(() => new SecretFiles(folder.FullName, new Disk()).Set(name, "x"));
}
