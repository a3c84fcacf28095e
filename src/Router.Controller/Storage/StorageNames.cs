namespace Router.Controller.Storage;

/// <summary>What grains call their storage.</summary>
internal static class StorageNames
{
    public const string Main = "main";
}
