using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Dhcp;

/// <summary>A router and what was started beside it, ended in that order.</summary>
internal sealed class Both(RouterUnderTest router, Serving serving) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await serving.DisposeAsync();
        await router.DisposeAsync();
    }
}
