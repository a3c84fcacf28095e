using Router.Documents.Shapes;
using Router.Features.Dns;

namespace Router.Core.Tests.Sections.Services;

public sealed class NameServerTests
{
    [Theory]
    [InlineData("9.9.9.9", null)]
    [InlineData("2620:fe::fe", null)]
    [InlineData("tls://9.9.9.9#dns.quad9.net", null)]
    [InlineData("tls://9.9.9.9:853#dns.quad9.net", "tls://9.9.9.9#dns.quad9.net")]
    [InlineData("tls://9.9.9.9:8853#dns.quad9.net", null)]
    [InlineData("tls://2620:fe::fe#dns.quad9.net", null)]
    [InlineData("tls://[2620:fe::fe]:8853#dns.quad9.net", null)]
    public void Server_IsWrittenAsItWasRead(string text, string? canonical) =>
        Assert.Equal(canonical ?? text, ((IScalarShape)NameServer.Shape).Canonical(text));

    [Theory]
    [InlineData("dns.quad9.net")]
    [InlineData("tls://9.9.9.9")]
    [InlineData("tls://9.9.9.9#")]
    [InlineData("tls://9.9.9.9#a b")]
    [InlineData("tls://9.9.9.9#a#b")]
    [InlineData("tls://9.9.9.9:0#dns.quad9.net")]
    [InlineData("tls://9.9.9.9:x#dns.quad9.net")]
    [InlineData("tls://[9.9.9.9#dns.quad9.net")]
    [InlineData("https://9.9.9.9#dns.quad9.net")]
    public void Text_ThatNamesNoServer_IsRefused(string text) => Assert.NotNull(((IScalarShape)NameServer.Shape).Check(text));
}
