using System.IO.Pipes;

namespace TrainingCamp.TestHost;

/// <summary>What camp asks for, over a pipe. When camp goes, however it goes, the pipe closes, and this process ends.</summary>
internal sealed class Requests
{
    private readonly TaskCompletionSource<(string, string[])> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="handle">As camp has passed it on the command line.</param>
    public Requests(string handle)
    {
        var pipe = new AnonymousPipeClientStream(PipeDirection.In, handle);
        new Thread(() => Read(pipe)) { IsBackground = true, Name = "camp" }.Start();
    }

    /// <summary>The program to run and its arguments. Waits until camp sends them.</summary>
    public (string Assembly, string[] Arguments) Next() => _first.Task.GetAwaiter().GetResult();

    private void Read(Stream pipe)
    {
        try
        {
            using var reader = new BinaryReader(pipe);
            var assembly = reader.ReadString();
            var arguments = new string[reader.ReadInt32()];
            for (var i = 0; i < arguments.Length; i++)
                arguments[i] = reader.ReadString();
            _first.SetResult((assembly, arguments));
            // Nothing more is sent: this read ends when camp does.
            reader.ReadByte();
        }
        catch (IOException)
        {
            // The end of the pipe.
        }

        ProcessGroup.End();
    }
}
