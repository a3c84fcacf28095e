using Router.Boot.Tests;
using Router.Boot.Tests.Mesh;
using Router.Boot.Tests.SecureBoot;
using Router.Boot.Tests.Upgrade;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Router.Boot.Tests;

/// <summary>What takes longest begins first, so that no processor waits for it at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] First = [MeshCollection.Name, UpgradeCollection.Name, SecureBootCollection.Name];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [
            .. testCollections.OrderBy(collection =>
                Array.IndexOf(First, collection.TestCollectionDisplayName) is >= 0 and var place ? place : First.Length),
        ];
}
