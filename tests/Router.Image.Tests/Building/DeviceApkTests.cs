using Router.Image.Apk.Repositories;
using Router.Image.Building;
using Router.Image.Building.Edges;
using Router.Image.Root.Edges;
using Router.Image.Tests.Apk;

namespace Router.Image.Tests.Building;

public sealed class DeviceApkTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-device-apk-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(
        "https://name:word@mirror.example/v3.23/main https://name@other.example/x",
        "https://mirror.example/v3.23/main https://other.example/x")]
    [InlineData("/srv/mirror/v3.23/main http://mirror.example/v3.23/community", "http://mirror.example/v3.23/community")]
    [InlineData("/srv/mirror/v3.23/main", "https://own/main https://own/community")]
    public void Repositories_OfADevice_AreAddressesWithoutSecrets(string locations, string expected) => Assert.Equal(
        expected.Replace(' ', '\n') + "\n",
        RepositoryAddress.ForDevice(locations.Split(' '), ["https://own/main", "https://own/community"]));

    [Fact]
    public void Write_Image_HasTheRepositoriesAndKeysThatItWasMadeOf()
    {
        var keys = folder.CreateSubdirectory("keys");
        File.WriteAllText(Path.Combine(keys.FullName, "test.rsa.pub"), TestKeys.Signing.PublicPem());
        var tree = new RootTree(folder.CreateSubdirectory("tree").FullName);
        var source = new PackageSource(ImageSource.Alpine, ["/srv/mirror/main"], [], [], [])
        {
            Keys = ["test.rsa.pub"],
            KeysFolder = keys.FullName,
        };

        DeviceApk.Write(tree, source, "v3.19");

        Assert.Equal(
            "https://dl-cdn.alpinelinux.org/alpine/v3.19/main\nhttps://dl-cdn.alpinelinux.org/alpine/v3.19/community\n",
            tree.Read("/etc/apk/repositories"));
        Assert.Equal(TestKeys.Signing.PublicPem(), tree.Read("/etc/apk/keys/test.rsa.pub"));
    }
}
