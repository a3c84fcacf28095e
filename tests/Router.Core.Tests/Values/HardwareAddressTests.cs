using Router.Core.Values;

namespace Router.Core.Tests.Values;

public class HardwareAddressTests
{
    [Theory]
    [InlineData("52:54:00:12:34:ab", "52:54:00:12:34:ab")]
    [InlineData("52:54:00:12:34:AB", "52:54:00:12:34:ab")]
    [InlineData("52-54-00-12-34-AB", "52:54:00:12:34:ab")]
    [InlineData("5254.0012.34ab", "52:54:00:12:34:ab")]
    [InlineData("52:54:00:12:34", null)]
    [InlineData("52:54:00:12:34:ab:00", null)]
    [InlineData("52:54:00:12:34:ag", null)]
    [InlineData("52:54:00:12:34-ab", null)]
    [InlineData("525400.1234ab", null)]
    [InlineData("5254.0012:34ab", null)]
    [InlineData("52540012:34ab.xx", null)]
    [InlineData("525400123456", null)]
    [InlineData("52:54:00:12:3:4ab", null)]
    [InlineData("", null)]
    public void Canonical_IsInLowerCaseWithColons(string text, string? address) =>
        Assert.Equal(address, HardwareAddress.Canonical(text));
}
