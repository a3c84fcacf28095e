using Router.Image.Apk;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Resolving;

namespace Router.Image.Tests.Apk;

public class ApkResolverTests
{
    [Theory]
    [MemberData(nameof(ResolverCases.Names), MemberType = typeof(ResolverCases))]
    public void Resolve_SmallRepository_GivesApksAnswer(string name)
    {
        var (packages, request, expected) = ResolverCases.Get(name);

        Assert.Equal(expected, Answer([TestRepository.Open(packages)], request));
    }

    [Fact]
    public void Resolve_PinnedRepository_IsUsedByTaggedWishesOnly()
    {
        ApkRepository[] repositories = [TestRepository.Open("a 1-r0 D:b\nb 1-r0"), TestRepository.Open("a 2-r0 D:b\nb 2-r0", "@edge")];

        Assert.Equal("b-1-r0 a-1-r0", Answer(repositories, ["a"]));
        Assert.Equal("b-1-r0 a-2-r0", Answer(repositories, ["a@edge"]));
        Assert.Equal("@edge", Assert.Single(ApkResolver.Resolve(repositories, ["a@edge"]), p => p.Name == "a").Tag);
    }

    [Fact]
    public void Resolve_OnlyInAPinnedRepository_SaysWhereItIsMasked()
    {
        ApkRepository[] repositories = [TestRepository.Open("b 1-r0"), TestRepository.Open("a 2-r0", "@edge")];

        Assert.Equal("unable to select packages:\n  a-2-r0:\n    masked in: @edge\n    satisfies: world[a]\n", Answer(repositories, ["a"]));
    }

    [Fact]
    public void Resolve_UnknownTag_IsRefused()
    {
        var error = Assert.Throws<ApkException>(() => ApkResolver.Resolve([TestRepository.Open("a 1-r0")], ["a@edge"]));

        Assert.Contains("no repository has the tag @edge", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=not-a-version")]
    [InlineData("a b")]
    [InlineData("=1.0")]
    public void Resolve_NotADependency_IsRefused(string wish)
    {
        var error = Assert.Throws<ApkException>(() => ApkResolver.Resolve([TestRepository.Open("a 1-r0")], [wish]));

        Assert.Contains($"'{wish}' is not a valid world dependency", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_PackageInTwoRepositories_ComesFromTheFirst()
    {
        var (first, second) = (TestRepository.Open("a 1-r0"), TestRepository.Open("a 1-r0\nb 1-r0"));

        Assert.Same(first, Assert.Single(ApkResolver.Resolve([first, second], ["a"])).Repository);
    }

    [Fact]
    public void Resolve_DeepChain_DoesNotOverflowTheStack()
    {
        var packages = string.Join('\n', Enumerable.Range(0, 4_000).Select(i => $"p{i} 1-r0 D:p{i + 1}")) + "\np4000 1-r0";

        Assert.Equal(4_001, ApkResolver.Resolve([TestRepository.Open(packages)], ["p0"]).Count);
    }

    internal static string Answer(IReadOnlyList<ApkRepository> repositories, IReadOnlyList<string> request)
    {
        try
        {
            return string.Join(' ', ApkResolver.Resolve(repositories, request).Select(p => $"{p.Name}-{p.Version}"));
        }
        catch (UnsolvableException e)
        {
            return e.Message;
        }
    }
}
