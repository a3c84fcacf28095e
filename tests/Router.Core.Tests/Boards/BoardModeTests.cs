using System.Text;
using Router.Core.Boards;
using Router.Documents;

namespace Router.Core.Tests.Boards;

/// <summary>Boards that run from memory, and boards with a reset button.</summary>
public class BoardModeTests
{
    [Fact]
    public void Mode_OfNone_IsTheDisk_AndTheKernelIsToldWhatTheBoardSays()
    {
        var board = Good("");
        Assert.Equal(BoardMode.Disk, board.Mode);
        Assert.Null(board.ResetButton);
        Assert.Equal("console=ttyS0", board.StartLine);
    }

    [Fact]
    public void Mode_Ram_IsToldToTheKernel() => Assert.Equal("router.mode=ram console=ttyS0", Good("mode: ram\n").StartLine);

    [Theory]
    [InlineData("reset-button: { key: 88, seconds: 3 }\n", 88, 3)]
    [InlineData("reset-button: {}\n", ResetButton.Usual, 5)]
    public void ResetButton_HasAKeyAndATime(string line, int key, int seconds) =>
        Assert.Equal(new ResetButton { Key = key, Seconds = seconds }, Good(line).ResetButton);

    [Theory]
    [InlineData("mode: flash\n", "mode")]
    [InlineData("reset-button: { key: 768 }\n", "reset-button key")]
    [InlineData("reset-button: { key: 88, seconds: 0 }\n", "reset-button seconds")]
    [InlineData("boot: [container]\nmode: ram\n", "mode")]
    [InlineData("boot: [container]\nreset-button: { key: 88 }\n", "reset-button")]
    public void Mistakes_AreToldWithTheirPlace(string lines, string path)
    {
        var (_, problems) = Read(lines);
        var problem = Assert.Single(problems);
        Assert.Equal(path, problem.Path);
        Assert.True(problem.Line > 1);
        Assert.False(string.IsNullOrEmpty(problem.Message));
    }

    private static BoardProfile Good(string lines)
    {
        var (board, problems) = Read(lines);
        Assert.Empty(problems);
        return board!;
    }

    private static (BoardProfile? Board, ValueList<Problem> Problems) Read(string lines) => BoardReader.Read(Encoding.UTF8.GetBytes(
        $"name: attic\narchitecture: x86_64\ncommand-line: console=ttyS0\nports: {{}}\npackages: {{}}\n{lines}"));
}
